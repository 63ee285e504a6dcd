package signalbox.core.provider;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import signalbox.core.policy.Wire;

/// The practice provider, simulated in process: no network, no key, no money. It answers in the shape of the real
/// providers, at a lifelike pace, says that it is simulated, and can be told to fail in any of their ways. The same
/// request gets the same answer. Models: `practice-small` and `practice-large`, which says more and more slowly.
/// Thread-safe.
public final class PracticeUpstream implements Upstream {
    private static final Map<Wire, PracticeWire> WIRES =
            Map.of(Wire.OPENAI_CHAT, new PracticeOpenAi(), Wire.ANTHROPIC, new PracticeAnthropic());

    private static final int LARGE_SLOWER = 2;

    private final InstantSource clock;
    private final AtomicLong calls = new AtomicLong();
    private volatile PracticeSettings settings;

    public PracticeUpstream(PracticeSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    public PracticeSettings settings() {
        return settings;
    }

    /// Takes effect with the next call.
    public void settings(PracticeSettings newSettings) {
        settings = newSettings;
    }

    @Override
    public Answer send(Request request, Cancellation cancellation) throws UpstreamFailure {
        var cancelled = new CountDownLatch(1);
        cancellation.onCancel(cancelled::countDown);
        try {
            return new Performance(request, settings, cancellation, cancelled).begin();
        } catch (UpstreamFailure e) {
            cancellation.onCancel(null);
            throw e;
        }
    }

    @Override
    public void close() {
        // holds nothing
    }

    private PracticeSettings.Fault fault(String model, PracticeSettings now) {
        int colon = model.indexOf(':');
        if (colon > 0) {
            return PracticeSettings.Fault.of(model.substring(colon + 1)).orElse(PracticeSettings.Fault.NONE);
        }
        return calls.incrementAndGet() % now.every() == 0 ? now.fault() : PracticeSettings.Fault.NONE;
    }

    /// One call.
    private final class Performance {
        private final Request request;
        private final PracticeSettings pace;
        private final Cancellation cancellation;
        private final CountDownLatch cancelled;
        private final PracticeWire wire;

        Performance(Request request, PracticeSettings pace, Cancellation cancellation, CountDownLatch cancelled) {
            this.request = request;
            this.pace = pace;
            this.cancellation = cancellation;
            this.cancelled = cancelled;
            wire = WIRES.getOrDefault(request.wire(), new PracticeOpenAi());
        }

        Answer begin() throws UpstreamFailure {
            if (!WIRES.containsKey(request.wire())) {
                return error(404, "not_found_error", "unknown_url", "it speaks OpenAI Chat and Anthropic Messages");
            }
            PracticeRequest asked;
            try {
                asked = PracticeRequest.read(request.body());
            } catch (IOException e) {
                return error(400, "invalid_request_error", "invalid_json", "the request is not what it should be");
            }
            var fault = fault(request.model(), pace);
            return switch (fault) {
                case CONNECT -> throw failure(ErrorClass.CONNECT, false, "refused the connection");
                case SILENCE -> {
                    PracticeAnswer.await(pace.patience(), cancelled);
                    throw failure(ErrorClass.TIMEOUT, true, "said nothing");
                }
                case RATE_LIMIT -> error(429, "rate_limit_error", "rate_limit_exceeded", "too many requests, as set");
                case NO_CREDIT -> noCredit();
                case BAD_KEY -> error(401, "authentication_error", "invalid_api_key", "the key is refused, as set");
                case SERVER_ERROR -> error(500, "api_error", "server_error", "an inner error, as set");
                default -> play(asked, fault);
            };
        }

        private Answer noCredit() throws UpstreamFailure {
            return request.wire() == Wire.ANTHROPIC
                    ? error(400, "invalid_request_error", "", "Your credit balance is too low, as set")
                    : error(429, "insufficient_quota", "insufficient_quota", "no credit left, as set");
        }

        private Answer play(PracticeRequest asked, PracticeSettings.Fault fault) throws UpstreamFailure {
            var pieces = request.stream() ? streamed(reply(asked, fault)) : plain(reply(asked, fault));
            var half = new ArrayList<>(pieces.subList(0, (pieces.size() + 1) / 2));
            return switch (fault) {
                case STALL ->
                        answer(halved(pieces, half), failure(ErrorClass.TIMEOUT, true, "stalled"), pace.patience());
                case CUT -> answer(halved(pieces, half), failure(ErrorClass.BROKEN, true, "broke off"), Duration.ZERO);
                case MALFORMED -> {
                    half.add(
                            new PracticeAnswer.Piece(Duration.ZERO, PracticeWire.ascii("data: {\"choices\":[{]]\n\n")));
                    yield answer(half, null, Duration.ZERO);
                }
                default -> answer(pieces, null, Duration.ZERO);
            };
        }

        /// Half of the pieces, or half of the only one.
        private List<PracticeAnswer.Piece> halved(List<PracticeAnswer.Piece> pieces, List<PracticeAnswer.Piece> half) {
            if (pieces.size() > 1) {
                return half;
            }
            var only = pieces.getFirst();
            return List.of(
                    new PracticeAnswer.Piece(only.pause(), Arrays.copyOf(only.bytes(), only.bytes().length / 2)));
        }

        private PracticeWire.Reply reply(PracticeRequest asked, PracticeSettings.Fault fault) {
            var choices = new ArrayList<List<String>>();
            var cut = new ArrayList<Boolean>();
            for (int i = 0; i < asked.choices(); i++) {
                var tokens = PracticeText.tokens(PracticeText.of(asked, i));
                cut.add(tokens.size() > asked.limit());
                choices.add(tokens.subList(0, Math.min(tokens.size(), asked.limit())));
            }
            int usageFactor =
                    switch (fault) {
                        case NO_USAGE -> 0;
                        case LYING_USAGE -> 10;
                        default -> 1;
                    };
            long created = clock.instant().getEpochSecond();
            return new PracticeWire.Reply(
                    asked, choices, cut, created, usageFactor, fault != PracticeSettings.Fault.NO_END);
        }

        private List<PracticeAnswer.Piece> streamed(PracticeWire.Reply reply) {
            var pieces = new ArrayList<PracticeAnswer.Piece>();
            wire.stream(
                    reply,
                    event -> {
                        var wait = event.token() ? perToken() : Duration.ZERO;
                        pieces.add(new PracticeAnswer.Piece(pieces.isEmpty() ? firstToken() : wait, event.bytes()));
                    });
            return pieces;
        }

        private List<PracticeAnswer.Piece> plain(PracticeWire.Reply reply) throws UpstreamFailure {
            int tokens = reply.choices().stream().mapToInt(List::size).max().orElse(0);
            // a plain answer's head comes when the model has finished
            PracticeAnswer.await(firstToken().plus(perToken().multipliedBy(tokens)), cancelled);
            return List.of(new PracticeAnswer.Piece(Duration.ZERO, wire.plain(reply)));
        }

        private Duration firstToken() {
            return pace.firstToken().multipliedBy(slower());
        }

        private Duration perToken() {
            return pace.perToken().multipliedBy(slower());
        }

        private int slower() {
            return request.model().startsWith("practice-large") ? LARGE_SLOWER : 1;
        }

        private Answer answer(List<PracticeAnswer.Piece> pieces, UpstreamFailure ending, Duration endingAfter) {
            var type = request.stream() ? "text/event-stream; charset=utf-8" : "application/json";
            return new PracticeAnswer(
                    200, Map.of("content-type", type), pieces, ending, endingAfter, cancellation, cancelled);
        }

        private Answer error(int status, String type, String code, String what) throws UpstreamFailure {
            PracticeAnswer.await(firstToken(), cancelled);
            var body =
                    wire.error(
                            new PracticeWire.Error(status, type, code, "Simulated by the practice provider: " + what));
            var headers =
                    status == 429
                            ? Map.of("content-type", "application/json", "retry-after", "2")
                            : Map.of("content-type", "application/json");
            var piece = new PracticeAnswer.Piece(Duration.ZERO, body);
            return new PracticeAnswer(status, headers, List.of(piece), null, Duration.ZERO, cancellation, cancelled);
        }

        private UpstreamFailure failure(ErrorClass errorClass, boolean sent, String what) {
            return new UpstreamFailure(errorClass, sent, "The practice provider " + what + ", as set.", null);
        }
    }
}
