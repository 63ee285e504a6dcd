package signalbox.app.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;

/// Writes a JavaFX image as PNG without javafx.swing.
public final class Png {
    private Png() {}

    public static void write(Image image, Path file) throws IOException {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        var head = new ByteArrayOutputStream();
        var headData = new DataOutputStream(head);
        headData.writeInt(width);
        headData.writeInt(height);
        headData.write(new byte[] {8, 2, 0, 0, 0});
        var out = new ByteArrayOutputStream();
        var data = new DataOutputStream(out);
        data.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        chunk(data, "IHDR", head.toByteArray());
        chunk(data, "IDAT", pixels(image, width, height));
        chunk(data, "IEND", new byte[0]);
        Files.write(file, out.toByteArray());
    }

    private static byte[] pixels(Image image, int width, int height) throws IOException {
        var row = new int[width];
        var packed = new ByteArrayOutputStream();
        try (var deflate = new DeflaterOutputStream(packed, new Deflater(6))) {
            for (int y = 0; y < height; y++) {
                image.getPixelReader().getPixels(0, y, width, 1, PixelFormat.getIntArgbInstance(), row, 0, width);
                var line = new byte[1 + width * 3];
                for (int x = 0; x < width; x++) {
                    line[1 + x * 3] = (byte) (row[x] >> 16);
                    line[2 + x * 3] = (byte) (row[x] >> 8);
                    line[3 + x * 3] = (byte) row[x];
                }
                deflate.write(line);
            }
        }
        return packed.toByteArray();
    }

    private static void chunk(DataOutputStream out, String type, byte[] body) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        var sum = new CRC32();
        sum.update(name);
        sum.update(body);
        out.writeInt(body.length);
        out.write(name);
        out.write(body);
        out.writeInt((int) sum.getValue());
    }
}
