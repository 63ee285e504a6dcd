package signalbox.core.proxy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import signalbox.core.ClientSink;
import signalbox.core.ClientSink.Header;
import signalbox.core.Router.ModelOffer;
import signalbox.core.dialect.Dialect;
import signalbox.core.dialect.DialectError;
import signalbox.core.dialect.DialectError.Type;
import signalbox.core.dialect.ModelList;

/// Answers `GET /v1/models` and `GET /v1/models/ID` with what a key may ask for.
final class Models {
    private static final List<Header> JSON = List.of(new Header("content-type", "application/json"));

    private Models() {}

    static void answer(Endpoint endpoint, List<ModelOffer> offers, ClientSink sink) throws IOException {
        var entries = offers.stream().map(offer -> new ModelList.Entry(offer.id(), offer.owner())).toList();
        if (endpoint.kind() == Endpoint.Kind.MODELS) {
            sink.reply(200, JSON, ModelList.body(endpoint.wire(), entries));
            return;
        }
        var one = entries.stream().filter(entry -> entry.id().equals(endpoint.model())).findFirst();
        if (one.isPresent()) {
            sink.reply(200, JSON, ModelList.one(endpoint.wire(), one.get()));
        } else {
            sink.reply(404, JSON, Dialect.of(endpoint.wire()).error(unknown()));
        }
    }

    private static DialectError unknown() {
        return new DialectError(
                404,
                Type.NOT_FOUND,
                "model_not_found",
                "This key may not ask for that model. GET /v1/models lists those it may.",
                "model",
                Map.of());
    }
}
