"""What can be configured: environment variables BEATSTITCH_*, or beatstitch.toml in the data folder."""

import os
from functools import lru_cache
from ipaddress import ip_network
from pathlib import Path
from tomllib import TOMLDecodeError
from typing import Annotated, Literal, Self

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from core.errors import SettingsInvalidError

# Set in processes that are told all settings but the secrets, and may not read the file that holds both.
TOLD = "BEATSTITCH_TOLD"
# What Apprise would show on the desktop of the server, or write into its log.
LOCAL_NOTICES = {"dbus", "glib", "gnome", "kde", "macosx", "qt", "syslog", "windows"}
DEFAULT_DATA = Path("~/.local/share/beatstitch")


class Settings(BaseSettings):
    """One host's configuration; sizes in bytes, times in seconds unless the name says otherwise."""

    model_config = SettingsConfigDict(env_prefix="BEATSTITCH_", extra="ignore")

    data: Path = Field(default=DEFAULT_DATA, description="the data folder: database, uploads, renders")
    host: str = Field(default="127.0.0.1", description="the address to serve on; 0.0.0.0 is all of them")
    port: int = Field(default=8080, ge=1, le=65535, description="the port to serve on")
    host_names: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="the names of this site behind a proxy, separated by commas"
    )
    trusted_proxies: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="addresses or networks of proxies whose X-Forwarded headers are believed"
    )
    proxy_user_header: str | None = Field(
        default=None,
        pattern=r"^[A-Za-z0-9-]+$",
        description="the header in which those proxies name who is signed in, like Remote-User",
    )
    oidc_issuer: str | None = Field(
        default=None, description="the address of an OpenID Connect provider that people may sign in with"
    )
    oidc_client_id: str = Field(default="beatstitch", description="what that provider knows this server by")
    oidc_client_secret: SecretStr | None = Field(
        default=None, description="the secret that it has for this server; nothing for a public client"
    )
    oidc_name: str = Field(default="single sign-on", description="what the sign-in page calls the provider")
    create_accounts: bool = Field(
        default=False,
        description="whether whom the proxy or the provider signs in gets an account, if needed",
    )
    local_sign_in: bool = Field(
        default=True, description="whether names and passwords of this server are accepted"
    )
    notify: Annotated[tuple[SecretStr, ...], NoDecode] = Field(
        default=(), description="Apprise addresses that are told of every finished video, separated by spaces"
    )
    log_format: Literal["text", "json"] = Field(
        default="text", description="`text` for people, `json` for an object a line"
    )
    metrics: bool = Field(default=False, description="whether /metrics answers, on this machine only")
    metrics_token: SecretStr | None = Field(
        default=None, min_length=16, description="lets /metrics answer from anywhere who sends it as a bearer"
    )
    models: Path | None = Field(
        default=None, description="the folder of the model files, instead of the one that make install fills"
    )
    import_folders: Annotated[tuple[Path, ...], NoDecode] = Field(
        default=(), description="folders of this server that everybody here may import from, read only"
    )
    ffmpeg: Path | None = Field(default=None, description="the ffmpeg to use instead of the one found")

    max_upload_bytes: int = Field(default=8 * 2**30, description="the largest file that is taken")
    max_image_pixels: int = Field(default=250_000_000, description="the most pixels of a photo")
    max_video_pixels: int = Field(default=8192 * 4320, description="the most pixels of a clip's frame")
    max_duration_s: int = Field(default=4 * 3600, description="the longest clip or song, in seconds")
    max_streams: int = Field(default=32, description="the most streams in a clip or song")
    span_cache_bytes: int = Field(
        default=20 * 2**30, description="how much drawn video is kept for renders that follow"
    )
    database_copies: int = Field(default=7, ge=0, description="nightly copies of the database to keep")
    render_processes: int = Field(
        default=2, ge=1, le=64, description="how many processes draw a video at the same time"
    )

    @field_validator("host_names", "trusted_proxies", "import_folders", mode="before")
    @classmethod
    def _listed(cls, names: object) -> object:
        return (
            [name.strip() for name in names.split(",") if name.strip()] if isinstance(names, str) else names
        )

    @field_validator("notify", mode="before")
    @classmethod
    def _addresses_to_tell(cls, addresses: object) -> object:
        found = addresses.split() if isinstance(addresses, str) else addresses
        for address in found if isinstance(found, list | tuple) else ():
            scheme = str(address).partition("://")[0].lower()
            if scheme in LOCAL_NOTICES:
                raise ValueError(f"{scheme}:// reaches programs of this machine, not people")
        return found

    @field_validator("trusted_proxies")
    @classmethod
    def _addresses(cls, proxies: tuple[str, ...]) -> tuple[str, ...]:
        for proxy in proxies:
            ip_network(proxy)
        return proxies

    @model_validator(mode="after")
    def _a_way_in(self) -> Self:
        if not self.local_sign_in and self.oidc_issuer is None and self.proxy_user_header is None:
            raise ValueError("without local_sign_in, oidc_issuer or proxy_user_header is needed")
        if self.proxy_user_header is not None and not self.trusted_proxies:
            raise ValueError("proxy_user_header needs trusted_proxies")
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let options win over the environment, and the environment over beatstitch.toml."""
        if TOLD in os.environ:
            return init_settings, env_settings
        given = env_settings() | init_settings()
        data = Path(str(given.get("data", DEFAULT_DATA))).expanduser()
        toml = TomlConfigSettingsSource(settings_cls, data / "beatstitch.toml")
        return init_settings, env_settings, toml

    def told(self) -> dict[str, str]:
        """Return the environment that gives a process these settings, and none of the secrets among them."""
        plain = {name: value for name, value in self if not isinstance(value, SecretStr | None)}
        texts = {name: _as_text(value) for name, value in plain.items()} | {"data": str(self.root)}
        return {f"BEATSTITCH_{name.upper()}": text for name, text in texts.items()} | {TOLD: "1"}

    @property
    def root(self) -> Path:
        """The data root as an absolute path."""
        return self.data.expanduser().absolute()


def _as_text(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)


def read_settings(**given: object) -> Settings:
    """Return the settings, with the values `given` before all others.

    Raises:
        SettingsInvalidError: an environment variable or beatstitch.toml holds what can't be used.
    """
    try:
        return Settings.model_validate({name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        setting = ".".join(str(part) for part in first["loc"])
        raise SettingsInvalidError(setting=setting, reason=first["msg"]) from error
    except TOMLDecodeError as error:
        raise SettingsInvalidError(setting="beatstitch.toml", reason=str(error)) from error


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Return this process's settings, read once."""
    return read_settings()
