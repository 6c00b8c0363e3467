# Roadmap Mentor as an image: core only, no torch, with the exported encoder and the index built in.

FROM python:3.11-slim AS base
ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app


# What a running mentor needs. The packages are empty here, so a changed source installs nothing anew.
FROM base AS core
COPY pyproject.toml requirements.lock ./
RUN for package in knowledge index bot scripts; do mkdir $package && touch $package/__init__.py || exit 1; done \
    && python -m venv /opt/core
RUN --mount=type=cache,target=/root/.cache/pip \
    /opt/core/bin/python -m pip install -c requirements.lock -e '.[postgres]'


# What makes a model ready, in an environment of its own that stays behind.
FROM core AS export
# Where pip finds the CPU build of torch; without it a build for graphics cards, of several gigabytes, may be taken.
ARG PIP_EXTRA_INDEX_URL
RUN python -m venv /opt/export
RUN --mount=type=cache,target=/root/.cache/pip \
    /opt/export/bin/python -m pip install -c requirements.lock -e '.[export]'


# The encoder exported, the index built and tried on the golden questions: content that fails makes no image.
FROM export AS built
COPY knowledge knowledge
COPY index index
COPY bot bot
COPY scripts scripts
RUN /opt/export/bin/python -m scripts.reindex


FROM base AS mentor
# matplotlib keeps a list of fonts there; the user has no home.
ENV PATH=/opt/core/bin:$PATH \
    MPLCONFIGDIR=/tmp/matplotlib
RUN useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin mentor \
    && install --directory --owner mentor --group mentor data
COPY --from=core /opt/core /opt/core
COPY --from=built --chown=mentor:mentor /app/data data
COPY pyproject.toml LICENSE ./
COPY knowledge knowledge
COPY index index
COPY bot bot
COPY scripts scripts

USER 10001:10001
VOLUME ["/app/data"]

# Well is who is connected to Discord; /healthz answers 503 otherwise, at which urlopen fails.
ENV MENTOR_HTTP=127.0.0.1:8080
HEALTHCHECK --interval=1m --timeout=10s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/healthz', timeout=8)"]

# The bot. The terminal instead: docker run -it --rm IMAGE python -m scripts.chat
CMD ["python", "-m", "bot"]
