"""How this API is entered: a bearer token in the Authorization header, nowhere else."""

from typing import Final

from leavebook.http.credentials import secret_in_header

REALM: Final = 'Bearer realm="LeaveFlow API"'
"""What a refused call is told to come with (RFC 9110, section 11.6.1)."""

SECURITY: Final = {
    "type": "http",
    "scheme": "bearer",
    "description": "A company token: 64 hexadecimal digits.",
}

secret_in = secret_in_header(schemes=("Bearer",))
