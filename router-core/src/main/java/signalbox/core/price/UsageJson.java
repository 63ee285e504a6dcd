package signalbox.core.price;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;

/// Reads one usage object of any wire format into [RawUsage] in one pass, without a tree. Field names are distinct
/// enough between formats that one table reads them all; what a number means is decided later, by format and vendor.
final class UsageJson {
    /// With buffers for all threads together: most threads wait on a stream and need none.
    private static final JsonFactory FACTORY =
            JsonFactory.builder().recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool()).build();

    /// More tokens than any call can have; beyond it a number is a fault, and sums could no longer overflow.
    private static final long MOST = 1_000_000_000_000L;

    private static final long UNREADABLE = -1;
    private static final int LONGEST_WORD = 32;

    private final JsonParser json;
    private final RawUsage raw;

    private UsageJson(JsonParser json, RawUsage raw) {
        this.json = json;
        this.raw = raw;
    }

    /// Where in the usage object the parser is.
    private enum Place {
        ROOT,
        INPUT_DETAILS,
        CACHED_DETAILS,
        OUTPUT_DETAILS,
        WRITES,
        SERVER_TOOLS,
        COST_DETAILS,
        STEP
    }

    /// Fills `raw` from the object. Text that is not one JSON object leaves it damaged; `null` says nothing.
    static void read(String text, RawUsage raw) {
        try (var json = FACTORY.createParser(text)) {
            var first = json.nextToken();
            if (first == JsonToken.START_OBJECT) {
                new UsageJson(json, raw).object(Place.ROOT);
            }
            boolean spoke = first == JsonToken.START_OBJECT || first == JsonToken.VALUE_NULL;
            raw.damaged |= !spoke || json.nextToken() != null;
        } catch (IOException e) {
            // a truncated or malformed object: nothing of it can be trusted
            raw.damaged = true;
        }
    }

    private void object(Place place) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            switch (json.nextToken()) {
                case START_OBJECT -> nested(place, name);
                case START_ARRAY -> array(place, name);
                case VALUE_NULL -> {}
                case VALUE_STRING -> string(place, name);
                case VALUE_TRUE -> truth(place, name);
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(place, name);
                default -> other(place, name);
            }
        }
    }

    private void truth(Place place, String name) {
        if (place == Place.ROOT && name.equals("is_byok")) {
            raw.ownKey = true;
        } else {
            other(place, name);
        }
    }

    private void nested(Place place, String name) throws IOException {
        var inner = inner(place, name);
        if (inner == null) {
            other(place, name);
            json.skipChildren();
        } else {
            object(inner);
        }
    }

    private static Place inner(Place place, String name) {
        return switch (name) {
            case "prompt_tokens_details", "input_tokens_details", "input_token_details" -> Place.INPUT_DETAILS;
            case "completion_tokens_details", "output_tokens_details", "output_token_details" -> Place.OUTPUT_DETAILS;
            case "cached_tokens_details" -> Place.CACHED_DETAILS;
            case "cache_creation" -> place == Place.ROOT ? Place.WRITES : null;
            case "server_tool_use" -> Place.SERVER_TOOLS;
            case "cost_details" -> Place.COST_DETAILS;
            default -> null;
        };
    }

    private void array(Place place, String name) throws IOException {
        if (place == Place.ROOT && name.equals("iterations")) {
            while (json.nextToken() == JsonToken.START_OBJECT) {
                object(Place.STEP);
            }
            skipRest();
            return;
        }
        switch (name) {
            case "promptTokensDetails" ->
                    modalities(UsageField.AUDIO_IN, UsageField.IMAGE_IN, UsageField.MODALITIES_IN);
            case "candidatesTokensDetails" ->
                    modalities(UsageField.AUDIO_OUT, UsageField.IMAGE_OUT, UsageField.MODALITIES_OUT);
            case "cacheTokensDetails" -> modalities(UsageField.CACHED_AUDIO, null, null);
            default -> {
                other(place, name);
                json.skipChildren();
            }
        }
    }

    private void skipRest() throws IOException {
        while (json.currentToken() != JsonToken.END_ARRAY && json.currentToken() != null) {
            json.skipChildren();
            json.nextToken();
        }
    }

    /// Gemini's breakdown: `[{modality, tokenCount}]`. Documents and video frames are billed as images.
    private void modalities(UsageField audio, UsageField image, UsageField sum) throws IOException {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            var modality = "";
            long count = UNREADABLE;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var name = json.currentName();
                json.nextToken();
                if (name.equals("modality")) {
                    modality = json.getText();
                } else if (name.equals("tokenCount")) {
                    count = count(audio);
                } else {
                    json.skipChildren();
                }
            }
            var field = modality.equals("AUDIO") ? audio : modality.equals("TEXT") ? null : image;
            add(field, count);
            add(sum, count);
        }
        skipRest();
    }

    private void add(UsageField field, long count) {
        if (field != null && count != UNREADABLE) {
            raw.put(field, count);
        }
    }

    /// The whole number under the parser; notes that the field is unreadable when it is not one.
    private long count(UsageField field) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT
                && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            long value = json.getLongValue();
            if (value >= 0 && value <= MOST) {
                return value;
            }
        }
        raw.unreadable(field);
        return UNREADABLE;
    }

    private void number(Place place, String name) throws IOException {
        var field = field(place, name);
        if (field != null) {
            add(field, count(field));
        } else if (place == Place.ROOT && name.equals("cost")) {
            raw.costPico = dollars(raw.costPico);
        } else if (place == Place.COST_DETAILS && name.equals("upstream_inference_cost")) {
            raw.upstreamPico = dollars(raw.upstreamPico);
        } else {
            unknown(name);
        }
    }

    private long dollars(long before) throws IOException {
        try {
            return Usd.roundedUp(json.getText(), Usd.PICO);
        } catch (IllegalArgumentException e) {
            // not an amount: the price table prices the call instead
            raw.flags.add(UsageFlag.UNREADABLE_FIELD);
            return before;
        }
    }

    /// A value of the wrong type where a count belongs.
    private void other(Place place, String name) {
        var field = field(place, name);
        if (field != null) {
            raw.unreadable(field);
        }
    }

    private void string(Place place, String name) throws IOException {
        if (place != Place.ROOT) {
            other(place, name);
            return;
        }
        switch (name) {
            case "service_tier", "serviceTier", "trafficType" -> raw.tier = word();
            case "speed" -> raw.fast = json.getText().equals("fast");
            case "inference_geo" -> raw.geo = word();
            default -> other(place, name);
        }
    }

    /// Words end up in ledger rows: short ones only. No tier and no place has a longer name, so a longer one is
    /// unknown.
    private String word() throws IOException {
        var text = json.getText();
        return text.length() <= LONGEST_WORD ? text : "unknown";
    }

    /// A count that no table here knows may cost money: the row says so.
    private void unknown(String name) throws IOException {
        boolean counts = name.endsWith("_tokens") || name.endsWith("TokenCount") || name.endsWith("_requests");
        boolean positive = json.currentToken() == JsonToken.VALUE_NUMBER_INT && !json.getText().equals("0");
        if (counts && positive && !UsageNames.harmless(name)) {
            raw.flags.add(UsageFlag.UNKNOWN_FIELD);
        }
    }

    private UsageField field(Place place, String name) {
        return switch (place) {
            case ROOT -> {
                raw.disjoint |= name.equals("inputTokens");
                yield UsageNames.root(name);
            }
            case INPUT_DETAILS -> UsageNames.inputDetail(name);
            case CACHED_DETAILS -> name.equals("audio_tokens") ? UsageField.CACHED_AUDIO : null;
            case OUTPUT_DETAILS -> UsageNames.outputDetail(name);
            case WRITES -> UsageNames.write(name);
            case SERVER_TOOLS -> UsageNames.serverTool(name);
            case STEP -> UsageNames.step(name);
            case COST_DETAILS -> null;
        };
    }
}
