"""The shop's forms."""

from django import forms
from django.contrib.auth.forms import UserCreationForm
from django.contrib.auth.models import User


class AskForm(forms.Form):
    """A question; what it must be like is the community's to say."""

    title = forms.CharField(label="Your question, in one line", max_length=300)
    body = forms.CharField(label="What should people know?", max_length=40_000, widget=forms.Textarea)
    private = forms.BooleanField(label="Only the workshop may read it", required=False)


class ReplyForm(forms.Form):
    """A reply."""

    body = forms.CharField(
        label="What do you say?",
        max_length=40_000,
        widget=forms.Textarea,
        help_text="Markdown works: **bold**, lists, `code`.",
    )


class LabelForm(forms.Form):
    """For which of one's devices private addresses are."""

    label = forms.CharField(label="Make addresses for", max_length=100, help_text="Such as: phone.")


class OrderForm(AskForm):
    """An order with its question."""

    quantity = forms.IntegerField(label="How many?", min_value=1, max_value=99, initial=1)
    field_order = ("quantity", "title", "body", "private")


class SignUpForm(UserCreationForm):  # type: ignore[type-arg]
    """A new user, whose full name others see."""

    first_name = forms.CharField(label="Name", max_length=60)
    email = forms.EmailField(label="E-mail")

    class Meta:
        """What of a user is asked."""

        model = User
        fields = ("username", "first_name", "email")
