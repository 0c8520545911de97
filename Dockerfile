# syntax=docker/dockerfile:1

FROM node:22-slim AS design
WORKDIR /design
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund

FROM python:3.11-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PYTHONDONTWRITEBYTECODE=1
RUN python -m venv /venv
ENV PATH=/venv/bin:$PATH
WORKDIR /site
COPY requirements.txt ./
RUN pip install --requirement requirements.txt
COPY . .
COPY --from=design /design/node_modules node_modules
RUN python -m config.assets && rm -rf node_modules
# The values only have to be there: collecting files contacts nobody, and none of it is kept.
RUN DEBUG=0 SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
    ALLOWED_HOSTS=localhost BASE_URL=https://localhost EMAIL_URL=dummymail:// \
    DATABASE_URL=postgresql://localhost/none REDIS_URL=redis://localhost \
    python manage.py collectstatic --noinput && rm -rf build/assets

FROM python:3.11-slim
RUN useradd --system --create-home --uid 10001 site && install --directory --owner site /uploads
COPY --from=build /venv /venv
COPY --from=build --chown=root:root /site /site
WORKDIR /site
USER site
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DEBUG=0
EXPOSE 8000
# Workers keep their heartbeat in memory: on a disk that stalls, they would be taken for dead.
# No access log: the address of an invitation or a plan lets whoever reads it in.
CMD ["gunicorn", "config.wsgi:application", "--bind", "0.0.0.0:8000", "--workers", "3", \
     "--worker-tmp-dir", "/dev/shm", "--max-requests", "2000", "--max-requests-jitter", "200"]
