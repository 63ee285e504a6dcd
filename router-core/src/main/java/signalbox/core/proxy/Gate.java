package signalbox.core.proxy;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import signalbox.core.policy.AppKey;

/// Takes decoded requests: rules, path, key, then the body, then on to a worker. One per connection, confined to its
/// event loop.
final class Gate extends ChannelInboundHandlerAdapter {
    /// User event: close the connection, after the answer in work if there is one.
    static final Object STOP = new Object();

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private final Conversation talk;
    private final Patience patience;
    private final HeadRules rules;
    private final Calls calls;
    private final KeyThrottle throttle;
    private Arrival arrival;
    private Body body;

    Gate(Conversation talk, Patience patience, HeadRules rules, Calls calls, KeyThrottle throttle) {
        this.talk = talk;
        this.patience = patience;
        this.rules = rules;
        this.calls = calls;
        this.throttle = throttle;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        patience.start(ctx.channel());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof HttpRequest request) {
                head(request);
            }
            if (message instanceof HttpContent content) {
                content(content);
            }
        } catch (Refused refused) {
            refuse(ctx, refused);
        } catch (RuntimeException e) {
            LOG.error("request failed unexpectedly: {}", e.getClass().getName(), e);
            refuse(ctx, Refused.broken());
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void head(HttpRequest request) throws Refused {
        drop();
        talk.headOnly(request.method().equals(HttpMethod.HEAD));
        talk.speak(Endpoint.dialect(request.uri()));
        rules.check(request);
        frame(request);
        var endpoint = Endpoint.of(request);
        talk.speak(endpoint.wire());
        if (!HttpUtil.isKeepAlive(request) || calls.stopping()) {
            talk.closeAfterAnswer();
        }
        if (endpoint.kind() == Endpoint.Kind.HEALTH) {
            talk.answer(204, List.of(), new byte[0]);
            return;
        }
        accept(request, endpoint);
    }

    private void accept(HttpRequest request, Endpoint endpoint) throws Refused {
        if (calls.stopping()) {
            throw Refused.stopping();
        }
        var key = authenticate(request.headers());
        var headers = ClientHeaders.pick(request.headers());
        var workload = ClientHeaders.workload(endpoint, headers);
        body = calls.newBody(HttpUtil.getContentLength(request, 0L));
        arrival = new Arrival(Instant.now(), endpoint, key, workload, headers);
        if (HttpUtil.is100ContinueExpected(request)) {
            askForBody();
        }
    }

    private void askForBody() {
        try {
            talk.askForBody();
        } catch (IOException gone) {
            LOG.debug("client gone before its body");
        }
    }

    private void frame(HttpRequest request) {
        if (HttpUtil.isTransferEncodingChunked(request)) {
            talk.expectChunks();
        } else {
            talk.expectBody(HttpUtil.getContentLength(request, 0L));
        }
    }

    private AppKey authenticate(HttpHeaders headers) throws Refused {
        String secret = "";
        try {
            secret = Credentials.secret(headers);
            return calls.router().authenticate(secret).orElseThrow(Refused::unauthorised);
        } catch (Refused refused) {
            if (refused.error().status() == 401) {
                calls.router().callers().refused(headers.get(HttpHeaderNames.USER_AGENT), secret);
            }
            throw refused;
        }
    }

    private void content(HttpContent content) throws Refused {
        if (arrival == null) {
            return;
        }
        if (content.decoderResult().isFailure()) {
            throw Refused.badRequest("malformed_request", "The request body is not well-formed HTTP/1.1.");
        }
        body.add(content.content());
        if (content instanceof LastHttpContent) {
            var whole = body;
            body = null;
            calls.start(arrival, whole, talk);
            arrival = null;
        }
    }

    private void refuse(ChannelHandlerContext ctx, Refused refused) {
        drop();
        LOG.debug("refused: {}", refused.error().code());
        long delay = refused.error().status() == 401 ? throttle.failed(System.nanoTime()) : 0;
        if (delay == 0) {
            talk.refuse(refused);
        } else {
            ctx.executor().schedule(() -> talk.refuse(refused), delay, TimeUnit.NANOSECONDS);
        }
    }

    /// Forgets the request whose body was on its way.
    private void drop() {
        arrival = null;
        if (body != null) {
            body.close();
            body = null;
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == STOP) {
            talk.closeWhenDone();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        talk.writabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        patience.stop();
        drop();
        talk.gone();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("connection failed: {}", cause.getClass().getName());
        ctx.close();
    }
}
