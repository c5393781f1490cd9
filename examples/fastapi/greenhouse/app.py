"""The application: the shop's pages, the community's, and commkit's HTTP contract below /c."""

import os

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.sessions import SessionMiddleware

from commkit import CommkitError
from commkit.adapters.fastapi import community_router
from commkit.adapters.mail import UnsubscribeApp
from greenhouse import help_pages, shop
from greenhouse.community import kit
from greenhouse.pages import SHARED, show_http_error, show_invalid_form, show_refusal
from greenhouse.security import current_key

app = FastAPI(title="Fern & Hall")
# With TLS in front of it say https_only=True, too.
app.add_middleware(SessionMiddleware, secret_key=os.environ["SHOP_SECRET_KEY"], same_site="lax")
app.add_exception_handler(CommkitError, show_refusal)
app.add_exception_handler(HTTPException, show_http_error)
app.add_exception_handler(RequestValidationError, show_invalid_form)
app.mount("/static", StaticFiles(directory=SHARED / "static"), name="static")
app.include_router(shop.router)
app.include_router(help_pages.router)
app.include_router(community_router(kit, actor=current_key), prefix="/c")
unsubscribe = UnsubscribeApp(kit)


@app.api_route("/unsubscribe", methods=["GET", "POST"], include_in_schema=False)
def end_mail(request: Request) -> Response:
    """The link in every mail: no sign-in, no token of a form; the mail's own token says whose mail ends."""
    status, headers, body = unsubscribe.answer(request.method, request.query_params.get("token", ""))
    return Response(body, status, headers)
