package signalbox.core.vendor;

import java.util.Set;

/// What a vendor's Chat Completions endpoint wants or refuses where others do not.
///
/// @param limitField the output limit it enforces: `max_tokens` or `max_completion_tokens`
/// @param endUserField where the end user's id goes: `user` or `safety_identifier`
/// @param developerRole whether it knows the role `developer`; else that is `system`
/// @param streamOptions whether it takes `stream_options`; one that does not reports usage without being asked
/// @param thinkingSwitch whether it is told to think by `thinking: {type}` instead of `reasoning_effort`
/// @param thoughtSignatures whether tool calls carry Google's thought signatures
/// @param storeField whether `store: false` keeps it from storing the call
/// @param privacyFields whether a request can forbid training and retention by OpenRouter's `provider` object
/// @param refuses optional fields that it answers with an error
public record ChatQuirks(
        String limitField,
        String endUserField,
        boolean developerRole,
        boolean streamOptions,
        boolean thinkingSwitch,
        boolean thoughtSignatures,
        boolean storeField,
        boolean privacyFields,
        Set<String> refuses) {
    public ChatQuirks {
        refuses = Set.copyOf(refuses);
    }
}
