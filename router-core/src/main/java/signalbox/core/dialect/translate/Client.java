package signalbox.core.dialect.translate;

/// What an answer must say beyond what the provider said.
///
/// @param callId stands in for ids that the provider did not give
/// @param model stands in for a model name that the provider did not give
/// @param usageAsked whether the client asked for usage on its stream
/// @param created in seconds since 1970
public record Client(String callId, String model, boolean usageAsked, long created) {
    String idOr(String given, String prefix) {
        return prefix + (given.isEmpty() ? callId : bare(given));
    }

    /// An id without the prefix of its wire format.
    private static String bare(String id) {
        for (String prefix : new String[] {"msg_", "chatcmpl-", "resp_"}) {
            if (id.startsWith(prefix)) {
                return id.substring(prefix.length());
            }
        }
        return id;
    }

    String modelOr(String given) {
        return given.isEmpty() ? model : given;
    }
}
