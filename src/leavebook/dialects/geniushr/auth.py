"""How this API is entered: a bearer token of the form `id|secret`, which logging in gives."""

from typing import Final

from leavebook.http.credentials import secret_in_header

CHALLENGE: Final = 'Bearer realm="GeniusHRM API"'
"""What a refused call is told to come with (RFC 9110, section 11.6.1)."""

SECURITY: Final = {
    "type": "http",
    "scheme": "bearer",
    "description": "A user's token, as POST /api/v1/auth/login gives it; company tokens act as HR.",
}

secret_in = secret_in_header(schemes=("Bearer",))
