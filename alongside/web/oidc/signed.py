"""What another identity provider says of somebody is believed when it has signed it.

allauth believes what comes over TLS from the provider itself; its signature is looked at beside
that, with a key that the provider publishes, and by no algorithm for which the key would be shared.
"""

from __future__ import annotations

from typing import Any

import jwt
from allauth.account.internal.decorators import login_not_required
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest, HttpResponse

ALGORITHMS = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"}


class Signed(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # untyped library
    """allauth's way to a provider; only what is signed is taken."""

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        """Return what a token says, or raise OAuth2Error."""
        try:
            said_to_be = jwt.get_unverified_header(id_token).get("alg")
        except jwt.PyJWTError as wrong:
            raise OAuth2Error("This is no token") from wrong
        if said_to_be not in ALGORITHMS:
            raise OAuth2Error(f"Signed in a way that is not believed: {said_to_be}")
        told: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        return told


@login_not_required  # type: ignore[untyped-decorator]  # untyped library
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Let somebody in who comes back from a provider, as allauth does."""
    view = OAuth2CallbackView.adapter_view(Signed(request, provider_id))
    answer: HttpResponse = view(request)
    return answer
