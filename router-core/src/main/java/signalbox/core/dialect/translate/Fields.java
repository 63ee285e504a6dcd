package signalbox.core.dialect.translate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import signalbox.core.dialect.MalformedRequest;
import signalbox.core.dialect.neutral.Json;
import signalbox.core.dialect.neutral.Part;
import signalbox.core.dialect.neutral.Part.Media;

/// What reading a request has in common, whatever its format.
final class Fields {
    private static final int LONGEST_MEDIA_TYPE = 100;

    private Fields() {}

    static Json document(byte[] body) throws MalformedRequest {
        try {
            return Json.read(body);
        } catch (IOException broken) {
            throw new MalformedRequest("invalid_json", "", "The body is not one valid JSON document.");
        }
    }

    static MalformedRequest wrong(String param, String expected) {
        return new MalformedRequest("invalid_value", param, "`" + param + "` must be " + expected + ".");
    }

    /// A text or an array of texts.
    static List<String> texts(Json value) {
        if (value.isText()) {
            return List.of(value.text());
        }
        return value.items().stream().filter(Json::isText).map(Json::text).toList();
    }

    /// Where an image is: a data URL becomes embedded bytes.
    static Media media(String url, String param) throws MalformedRequest {
        if (!url.startsWith("data:")) {
            if (url.isEmpty()) {
                throw wrong(param, "a URL or a data URL");
            }
            return new Media.At(url);
        }
        int comma = url.indexOf(',');
        String head = comma < 0 ? "" : url.substring("data:".length(), comma);
        if (!head.endsWith(";base64") || head.length() > LONGEST_MEDIA_TYPE) {
            throw wrong(param, "a data URL in base64");
        }
        int semicolon = head.indexOf(';');
        return new Media.Embedded(head.substring(0, semicolon), url.substring(comma + 1));
    }

    static String dataUrl(Media.Embedded media) {
        return "data:" + media.mediaType() + ";base64," + media.base64();
    }

    /// The mark behind a part, where the part carries one.
    static void cacheMark(Json part, List<Part> parts) {
        Json control = part.get("cache_control");
        if (control.present()) {
            parts.add(new Part.CacheMark(control.get("ttl").text()));
        }
    }

    /// The texts among the parts.
    static List<String> plain(List<Part> parts) {
        var texts = new ArrayList<String>();
        for (Part part : parts) {
            if (part instanceof Part.Text(String text)) {
                texts.add(text);
            }
        }
        return texts;
    }

    /// The arguments of a tool call as an object; what is none is passed on as text, so that the model sees what it
    /// wrote.
    static Json arguments(String text) {
        if (text.isBlank()) {
            return Json.object();
        }
        try {
            Json value = Json.read(text);
            if (value instanceof Json.Obj) {
                return value;
            }
        } catch (IOException broken) {
            return Json.object().put("INVALID_JSON", text);
        }
        return Json.object().put("INVALID_JSON", text);
    }
}
