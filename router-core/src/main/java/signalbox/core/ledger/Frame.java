package signalbox.core.ledger;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// How bytes stand in a segment: a segment is a header frame and then batch frames.
///
/// - frame: 1 byte mark, 3 bytes payload length, 4 bytes CRC-32C of the payload, payload; big-endian
/// - payload: fields, then the first 8 bytes of this frame's link
/// - link: SHA-256 of the previous link and the fields. The chain runs on from segment to segment, so a frame cannot be
///   changed, dropped, repeated or moved without every later link being wrong
/// - header fields: format version, segment number, the whole previous link, checkpoint
/// - batch fields: number of the first record, record count, how many bytes before this frame were not yet fsync'd when
///   it was written, records
final class Frame {
    static final int HEAD = 8;
    static final int LINK = 32;
    static final int LINK_KEPT = 8;
    static final byte HEADER = (byte) 0xB6;
    static final byte BATCH = (byte) 0xB5;
    static final int FORMAT = 1;
    static final int LONGEST = (1 << 24) - 1;

    private Frame() {}

    /// Starts a frame in an empty writer.
    static void begin(RecordWriter out) {
        out.cut(0);
        out.raw(new byte[HEAD], 0, HEAD);
    }

    /// Finishes a frame whose fields were written.
    ///
    /// @return the frame's link
    static byte[] end(RecordWriter out, byte mark, byte[] previous) {
        byte[] link = link(previous, out.array(), HEAD, out.size() - HEAD);
        out.raw(link, 0, LINK_KEPT);
        int length = out.size() - HEAD;
        out.patch(0, mark << 24 | length);
        out.patch(4, crc(out.array(), HEAD, length));
        return link;
    }

    static byte[] link(byte[] previous, byte[] fields, int offset, int length) {
        MessageDigest digest = sha256();
        digest.update(previous);
        digest.update(fields, offset, length);
        return digest.digest();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static int crc(byte[] bytes, int offset, int length) {
        var crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    static boolean linkMatches(byte[] link, byte[] bytes, int offset) {
        return Arrays.equals(link, 0, LINK_KEPT, bytes, offset, offset + LINK_KEPT);
    }

    /// The payload length that a frame head announces, or -1 when it is not the head of such a frame.
    static int length(ByteBuffer head, int at, byte mark) {
        int word = head.getInt(at);
        int length = word & LONGEST;
        return (byte) (word >>> 24) == mark && length > LINK_KEPT ? length : -1;
    }
}
