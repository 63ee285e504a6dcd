package signalbox.core.dialect;

import java.util.List;
import java.util.Optional;

/// A tap that changes how an answer is written and leaves what is known of it to the tap behind.
public interface WrappingTap extends AnswerTap {
    AnswerTap inner();

    @Override
    default List<String> usage() {
        return inner().usage();
    }

    @Override
    default boolean complete() {
        return inner().complete();
    }

    @Override
    default boolean error() {
        return inner().error();
    }

    @Override
    default Optional<UpstreamErrorBody> failure() {
        return inner().failure();
    }

    @Override
    default long deliveredBytes() {
        return inner().deliveredBytes();
    }

    @Override
    default long leastTokens() {
        return inner().leastTokens();
    }

    @Override
    default int usagesSeen() {
        return inner().usagesSeen();
    }

    @Override
    default long bytesSinceUsage() {
        return inner().bytesSinceUsage();
    }

    @Override
    default boolean usageFinal() {
        return inner().usageFinal();
    }

    @Override
    default boolean contentSeen() {
        return inner().contentSeen();
    }

    @Override
    default String model() {
        return inner().model();
    }

    @Override
    default String finish() {
        return inner().finish();
    }

    @Override
    default String tier() {
        return inner().tier();
    }
}
