"""An endpoint on the loopback interface, asked through the real client."""

import base64
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import numpy as np
import pytest

from ingest.embedding.load import load_embedder
from ingest.embedding.protocol import Embedder
from ingest.errors import EmbeddingError
from ingest.settings import Settings


class Endpoint(BaseHTTPRequestHandler):
    """Answers /v1/embeddings with (length, 1, 2) of each text; keeps what it was asked."""

    asked: list[dict] = []  # noqa: RUF012 - one server a module

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        type(self).asked.append(body | {"authorization": self.headers["Authorization"]})
        data = [
            {"object": "embedding", "index": at, "embedding": self._vector(text, body)}
            for at, text in enumerate(body["input"])
        ]
        answer = {"object": "list", "model": body["model"], "data": data}
        usage = {"prompt_tokens": 1, "total_tokens": 1}
        payload = json.dumps(answer | {"usage": usage}).encode()
        self.send_response(404 if body["model"] == "missing" else 200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(payload)

    @staticmethod
    def _vector(text: str, body: dict) -> object:
        vector = np.array([len(text), 1, 2], np.float32)
        if body.get("encoding_format") == "base64":
            return base64.b64encode(vector.tobytes()).decode()
        return vector.tolist()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Endpoint)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()


def load(base_url: str | None, model: str = "m", **options: object) -> Embedder:
    return load_embedder(
        Settings(
            embedding=f"openai:{model}",
            embedding_base_url=base_url,
            embedding_api_key="secret",
            **options,
        )
    )


def test_vectors_of_an_endpoint_are_normalised(base_url: str) -> None:
    embedder = load(base_url)
    vectors = embedder.embed_passages(["奖励", "补助资金"])
    assert vectors.shape == (2, embedder.identity.dimension) == (2, 3)
    np.testing.assert_allclose(vectors[0], np.array([2, 1, 2]) / 3, atol=1e-6)
    np.testing.assert_allclose(embedder.embed_query("奖励"), vectors[0], atol=1e-6)


def test_text_goes_out_with_its_prompt_and_the_key(base_url: str) -> None:
    embedder = load(base_url, embedding_query_prompt="问：")
    embedder.embed_query("奖励")
    last = Endpoint.asked[-1]
    assert last["input"] == ["问：奖励"]
    assert last["authorization"] == "Bearer secret"


def test_the_identity_names_model_and_endpoint(base_url: str) -> None:
    assert load(base_url).identity.name == "openai:m"
    assert load(base_url).identity.revision != load(base_url, "other").identity.revision


def test_an_endpoint_that_refuses_is_an_embedding_error(base_url: str) -> None:
    with pytest.raises(EmbeddingError) as caught:
        load(base_url, "missing")
    assert "POLICYQA_EMBEDDING_BASE_URL" in caught.value.remedy


def test_without_an_address_the_message_names_the_setting() -> None:
    with pytest.raises(EmbeddingError) as caught:
        load(None)
    assert "POLICYQA_EMBEDDING_BASE_URL" in caught.value.remedy
