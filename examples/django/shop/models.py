"""The shop's own tables; its users are those of `django.contrib.auth`."""

from django.conf import settings
from django.db import models


class Part(models.Model):
    """What is sold. A positive field: the database refuses to sell more than there is."""

    slug = models.SlugField(primary_key=True)
    name = models.CharField(max_length=60)
    blurb = models.CharField(max_length=200)
    price = models.DecimalField(max_digits=8, decimal_places=2)
    stock = models.PositiveIntegerField()
    guide = models.UUIDField(null=True)  # the thread that explains it, shown below it


class Order(models.Model):
    """An order with the question that was asked with it: the id of a thread, without a foreign key."""

    customer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    part = models.ForeignKey(Part, on_delete=models.PROTECT)
    quantity = models.PositiveIntegerField()
    thread = models.UUIDField()
