"""The providers at which people may sign in, read from one TOML file when the service starts.

A section is a provider; its name is the slug of a municipality, or ``default`` for all that have none of their
own. What a claim means is said here too, so that no provider's habits stand in code.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from service.config import LOOPBACK, UnsafeSettings

DEFAULT = "default"


class Provider(BaseModel):
    """One provider as the file describes it.

    `names` is what the button says by language; `subject_claim` and the like name the claims that mean a thing.
    An empty `municipality_claim` maps to nothing: nobody's home is asked for or kept. With `trusts_email` an
    address counts as verified though the provider does not say so, for providers that give out none but their own.
    With `makes_accounts` off only people who have an account already, or an address that has one, get in.
    `acr` is the level of identification that is asked for and then demanded.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str = ""
    issuer: str
    client_id: str = Field(min_length=1)
    client_secret: str = ""
    names: dict[str, str] = {}
    scope: str = "openid profile email"
    auth_method: str = ""
    subject_claim: str = "sub"
    name_claim: str = "name"
    email_claim: str = "email"
    municipality_claim: str = ""
    trusts_email: bool = False
    makes_accounts: bool = True
    acr: str = ""

    @field_validator("issuer")
    @classmethod
    def _is_safe(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme != "https" and parts.hostname not in LOOPBACK:
            raise ValueError("the issuer must begin with https://")
        return value.rstrip("/")

    @field_validator("scope")
    @classmethod
    def _asks_openid(cls, value: str) -> str:
        if "openid" not in value.split():
            raise ValueError("the scope must contain openid")
        return value

    @property
    def metadata_url(self) -> str:
        """Where the provider describes itself (OpenID Connect Discovery 1.0, section 4)."""
        return f"{self.issuer}/.well-known/openid-configuration"


def read_providers(path: str) -> dict[str, Provider]:
    """The providers of a file by section; none when `path` is empty.

    Raises UnsafeSettings when the file is missing, cannot be read, or describes a provider that is not safe.
    """
    if not path:
        return {}
    name = "ALUEKARTTA_SIGN_IN_PROVIDERS"
    try:
        sections = tomllib.loads(Path(path).read_text(encoding="utf-8"))
        return {key: Provider.model_validate({**section, "key": key}) for key, section in sections.items()}
    except OSError as error:
        raise UnsafeSettings(f"{name} names a file that cannot be read: {path} ({error.strerror}).") from None
    except (tomllib.TOMLDecodeError, TypeError) as error:
        raise UnsafeSettings(f"{name}: {path} is no file of sections in TOML ({error}).") from None
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, one['loc'])) or 'it'}: {one['msg']}" for one in error.errors())
        raise UnsafeSettings(f"{name}: a provider in {path} cannot be used. {wrong}.") from None


def provider_for(providers: dict[str, Provider], slug: str) -> Provider | None:
    """The provider of a municipality: its own, else the one for all; None when there is neither."""
    return providers.get(slug) or providers.get(DEFAULT)
