"""The shop's own pages: parts, orders, signing up."""

from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render

from commkit import CommkitError
from commkit.adapters.django import get_kit, joined_session, user_key
from commkit.adapters.http import embed_script
from commkit.members import JoinCommunity
from commkit.posts import CreateThread, Post, ViewThreads
from shop.forms import AskForm, OrderForm, SignUpForm
from shop.models import Order, Part
from shop.pages import SLUG, add_faults, reading, show
from shop.plugin import PRIVATE
from storefront.heads import head_of_words, robots


def front(request: HttpRequest) -> HttpResponse:
    """The parts, and what people talk about."""
    with reading(request) as s:
        threads = s.ask(ViewThreads(limit=3)).items
        head = head_of_words(s, (view.author.member for view in threads))
    return show(request, "front.html", {"parts": Part.objects.all(), "threads": threads}, head=head)


def robots_txt(request: HttpRequest) -> HttpResponse:
    """What crawlers are asked, and where the sitemap is."""
    return HttpResponse(robots(get_kit(), SLUG), content_type="text/plain")


@login_required
def order(request: HttpRequest, slug: str) -> HttpResponse:
    """The form that orders a part and asks about it, and below it the part's guide."""
    part = get_object_or_404(Part, slug=slug)
    form = OrderForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            thread = place(request, part, form)
            return redirect(f"/help/{thread.id}")
        except CommkitError as error:
            add_faults(form, error)
        except IntegrityError:
            form.add_error("quantity", "There are not so many of it any more.")
    context = {"part": part, "form": form}
    if part.guide:
        context["guide"] = embed_script(SLUG, part.guide, base="/c", csrf_token=get_token(request))
    return show(request, "order.html", context, refused=form.errors)


def place(request: HttpRequest, part: Part, form: OrderForm) -> Post:
    """The order and its question: one block, of which both are kept, or neither."""
    with transaction.atomic():
        with joined_session(user_key(request), SLUG) as s:
            thread = s.do(question_of(form))
        quantity = form.cleaned_data["quantity"]
        Order.objects.create(customer=request.user, part=part, quantity=quantity, thread=thread.id)
        Part.objects.filter(pk=part.pk).update(stock=F("stock") - quantity)
    return thread


def question_of(form: AskForm) -> CreateThread:
    """The command of a form."""
    sent = form.cleaned_data
    return CreateThread(
        kind=PRIVATE if sent["private"] else "question", title=sent["title"], body=sent["body"]
    )


@login_required
def orders(request: HttpRequest) -> HttpResponse:
    """One's own orders, each with its thread below it: the template tag shows it as this user may see it."""
    mine = Order.objects.filter(customer=request.user).select_related("part").order_by("-pk")
    return render(request, "orders.html", {"orders": mine})


def sign_up(request: HttpRequest) -> HttpResponse:
    """A user who is a member of the community at once: one block, too."""
    form = SignUpForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            user = form.save()
            with joined_session(str(user.pk), SLUG) as s:
                s.do(JoinCommunity())
        login(request, user)
        return redirect("/help")
    return show(request, "sign_up.html", {"form": form}, refused=form.errors)
