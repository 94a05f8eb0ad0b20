# One image for web processes and workers; what it does is its command. Build: docker build -t studio .
FROM python:3.11.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DATA_DIR=/srv/data
WORKDIR /srv/studio

COPY requirements.lock ./
RUN pip install --no-cache-dir --compile --require-hashes -r requirements.lock

COPY .streamlit/config.toml .streamlit/config.toml
COPY core core
COPY pages pages
COPY data data
COPY streamlit_app.py ./
RUN python -m compileall -q core pages streamlit_app.py \
 && useradd --system --uid 10001 studio && install -d -o studio -m 0700 /srv/data
USER studio
VOLUME /srv/data

EXPOSE 8501 9108
# For a proxy of the same network; ALLOWED_HOSTS must hold the public name that it passes on as Host.
CMD ["streamlit", "run", "streamlit_app.py", "--server.address", "0.0.0.0", "--server.port", "8501"]
