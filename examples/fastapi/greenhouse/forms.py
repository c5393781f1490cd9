"""Forms of the pages: a fault stands beside its field, and what was typed is still there."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated, Generic, TypeVar

from attrs import field, frozen
from fastapi import Depends, Request
from pydantic import BaseModel, Field, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from storefront.faults import sentence


class AskForm(BaseModel):
    """A question, which the community checks itself."""

    title: str
    body: str
    light: str


class OrderForm(AskForm):
    """An order with its question."""

    quantity: Annotated[int, Field(ge=1, le=99)]


class ReplyForm(BaseModel):
    """A reply."""

    body: str


class SignInForm(BaseModel):
    """Who has signed up already."""

    email: Annotated[str, Field(max_length=200)]
    password: Annotated[str, Field(max_length=200)]


class SignUpForm(BaseModel):
    """Who is new."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
    email: Annotated[
        str, StringConstraints(strip_whitespace=True, max_length=200, pattern=r"^[^@\s]+@[^@\s]+$")
    ]
    password: Annotated[str, Field(min_length=8, max_length=200)]


IN_OTHER_WORDS = {
    "int_parsing": "Give a whole number",
    "string_pattern_mismatch": "Give an address, such as ada@fern.example",
}
M = TypeVar("M", bound=BaseModel)


@frozen
class Sent(Generic[M]):
    """A form as it came.

    Attributes:
        typed: The texts of its fields; shown again where it is refused.
        faults: What is wrong, by field.
        form: What it says, if nothing is wrong.
    """

    typed: Mapping[str, str]
    faults: Mapping[str, str] = field(factory=dict)
    form: M | None = None


def read(model: type[M]) -> Callable[[Request], Awaitable[Sent[M]]]:
    """A dependency that reads a form. FastAPI's own `Form()` answers 422 before the page has a say."""

    async def read_form(request: Request) -> Sent[M]:
        given = await request.form()
        typed = {name: str(given.get(name, "")) for name in model.model_fields}
        try:
            return Sent(typed, form=model.model_validate(typed))
        except ValidationError as error:
            return Sent(typed, {str(each["loc"][0]): tell(each) for each in error.errors()})

    return read_form


def tell(fault: ErrorDetails) -> str:
    """What a page says about what pydantic found."""
    return sentence(IN_OTHER_WORDS.get(fault["type"]) or fault["msg"])


Asked = Annotated[Sent[AskForm], Depends(read(AskForm))]
Ordered = Annotated[Sent[OrderForm], Depends(read(OrderForm))]
Replied = Annotated[Sent[ReplyForm], Depends(read(ReplyForm))]
SignedInWith = Annotated[Sent[SignInForm], Depends(read(SignInForm))]
SignedUpWith = Annotated[Sent[SignUpForm], Depends(read(SignUpForm))]
