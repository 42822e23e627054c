package com.wildrydes.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One client of {@code /ws/fleet}, as little of RFC 6455 as that takes. It looks at the beginning of each message, which has its
 * seq; only one that watches reads the rows. For one thread.
 */
final class FleetClient {

    /** Any 16 bytes will do, and so will the same for all. These are the RFC's, and so is the answer. */
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int FINAL = 0x80;
    private static final int BEGINNING_BYTES = 128;

    private static final Pattern BEGINNING =
            Pattern.compile("\\{\"type\":\"(snapshot|frame)\",\"seq\":(\\d+),\"from\":(\\d+),\"time\":(\\d+),");
    private static final Pattern ROW =
            Pattern.compile("\\[\"([^\"]+)\",[^,]+,[^,]+,[^,]+,[^,]+,(-?\\d+),-?\\d+,(\\d+)]");

    private final SocketChannel channel;
    private final Listener listener;
    private final StringBuilder answer = new StringBuilder();
    private final byte[] header = new byte[10];
    private int headerBytes;
    private int opcode;
    private long left;
    private boolean upgraded;
    private boolean inPayload;
    private final byte[] beginning = new byte[BEGINNING_BYTES];
    private int beginningBytes;
    private long messageBytes;
    private final ByteArrayOutputStream control = new ByteArrayOutputStream(0);
    private final @Nullable ByteArrayOutputStream body;

    private long seq = -1;
    private int messages;
    private final Map<String, Long> health = new HashMap<>();

    /** What a client tells of each message. */
    interface Listener {

        /**
         * A message came, complete.
         *
         * @param from 0 for a snapshot
         * @param time of the server, in milliseconds since 1970
         * @param bytes its length
         * @param newest the newest StatusTime in it, in milliseconds since 1970; 0 when nobody looked or it has no row
         */
        void message(long seq, long from, long time, long bytes, long newest);

        /** What must not be. */
        void wrong(String what);
    }

    private FleetClient(SocketChannel channel, boolean watching, Listener listener) {
        this.channel = channel;
        this.listener = listener;
        this.body = watching ? new ByteArrayOutputStream(1 << 17) : null;
    }

    /**
     * Connects and asks for the WebSocket; the answer is still to be read.
     *
     * @param receiveBytes how much the socket holds of what is not read; 0 for as much as the system likes
     * @param watching whether it reads the rows
     */
    static FleetClient connect(InetSocketAddress server, int receiveBytes, boolean watching, Listener listener)
            throws IOException {
        SocketChannel channel = SocketChannel.open();
        if (receiveBytes > 0) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBytes);
        }
        channel.connect(server);
        channel.write(ByteBuffer.wrap(("GET /ws/fleet HTTP/1.1\r\nHost: " + server.getHostString() + ":"
                        + server.getPort()
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                        + KEY + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII)));
        channel.configureBlocking(false);
        return new FleetClient(channel, watching, listener);
    }

    SocketChannel channel() {
        return channel;
    }

    /** The seq of its last message; -1 before the first. */
    long seq() {
        return seq;
    }

    /** How many messages came since this was last asked. */
    int takeMessages() {
        int count = messages;
        messages = 0;
        return count;
    }

    /** The health points that everybody has by now, of one that watches. */
    Map<String, Long> health() {
        return health;
    }

    /** Reads what there is. */
    void read(ByteBuffer buffer) {
        try {
            buffer.clear();
            int count = channel.read(buffer);
            if (count < 0) {
                throw new IOException("end of stream");
            }
            buffer.flip();
            while (buffer.hasRemaining()) {
                if (!upgraded) {
                    takeAnswer(buffer.get());
                } else if (!inPayload) {
                    takeHeader(buffer.get());
                } else {
                    takePayload(buffer);
                }
            }
        } catch (IOException e) {
            listener.wrong("a client lost its connection: " + e.getMessage());
            close();
        }
    }

    private void takeAnswer(byte next) throws IOException {
        answer.append((char) next);
        if (answer.length() >= 4 && answer.indexOf("\r\n\r\n", answer.length() - 4) >= 0) {
            if (!answer.toString().startsWith("HTTP/1.1 101 ") || answer.indexOf(ACCEPT) < 0) {
                throw new IOException("the WebSocket was refused: " + answer);
            }
            answer.setLength(0);
            answer.trimToSize();
            upgraded = true;
        }
    }

    private void takeHeader(byte next) throws IOException {
        header[headerBytes++] = next;
        if (headerBytes < 2) {
            return;
        }
        int length = header[1] & 0xff;
        if ((header[0] & 0x70) != 0 || length > 127) {
            throw new IOException("a server's frame must have neither extension nor mask");
        }
        int size = length < 126 ? 0 : length == 126 ? 2 : 8;
        if (headerBytes < 2 + size) {
            return;
        }
        left = length;
        if (size > 0) {
            left = 0;
            for (int i = 2; i < 2 + size; i++) {
                left = left << 8 | header[i] & 0xff;
            }
        }
        opcode = header[0] & 0x0f;
        headerBytes = 0;
        inPayload = true;
        if (opcode == TEXT) {
            messageBytes = 0;
            beginningBytes = 0;
        }
        if (left == 0) {
            endFrame();
        }
    }

    private void takePayload(ByteBuffer in) throws IOException {
        int count = (int) Math.min(in.remaining(), left);
        int end = in.position() + count;
        if (opcode > CONTINUATION + TEXT) {
            byte[] bytes = new byte[count];
            in.get(bytes);
            control.write(bytes);
        } else {
            messageBytes += count;
            if (body != null) {
                byte[] bytes = new byte[count];
                in.get(in.position(), bytes);
                body.write(bytes);
            }
            int more = Math.min(BEGINNING_BYTES - beginningBytes, count);
            in.get(beginning, beginningBytes, more);
            beginningBytes += more;
            in.position(end);
        }
        left -= count;
        if (left == 0) {
            endFrame();
        }
    }

    private void endFrame() throws IOException {
        inPayload = false;
        switch (opcode) {
            case CONTINUATION, TEXT -> {
                if ((header[0] & FINAL) != 0) {
                    endMessage();
                }
            }
            case PING -> send(PONG, control.toByteArray());
            case CLOSE -> throw new IOException("the server closed, " + control.toString(StandardCharsets.UTF_8));
            case PONG -> {}
            default -> throw new IOException("a frame must be text or of control, but had opcode " + opcode);
        }
        if (opcode > TEXT) {
            control.reset();
        }
    }

    private void endMessage() {
        Matcher found = BEGINNING.matcher(new String(beginning, 0, beginningBytes, StandardCharsets.ISO_8859_1));
        if (!found.lookingAt()) {
            listener.wrong("a message began " + new String(beginning, 0, beginningBytes, StandardCharsets.ISO_8859_1));
            return;
        }
        boolean snapshot = found.group(1).equals("snapshot");
        long next = Long.parseLong(found.group(2));
        long from = Long.parseLong(found.group(3));
        if (!snapshot && (seq < 0 || from > seq)) {
            listener.wrong("a gap: a frame from " + from + " for a client that has " + seq);
        }
        if (next < seq) {
            listener.wrong("seq went back from " + seq + " to " + next);
        }
        seq = next;
        messages++;
        listener.message(next, from, Long.parseLong(found.group(4)), messageBytes, rows(snapshot));
    }

    private long rows(boolean snapshot) {
        if (body == null) {
            return 0;
        }
        if (snapshot) {
            health.clear();
        }
        long newest = 0;
        Matcher row = ROW.matcher(body.toString(StandardCharsets.UTF_8));
        while (row.find()) {
            health.put(row.group(1), Long.parseLong(row.group(2)));
            newest = Math.max(newest, Long.parseLong(row.group(3)));
        }
        body.reset();
        return newest;
    }

    /** Says that it is there, without being asked. */
    void pong() throws IOException {
        send(PONG, new byte[0]);
    }

    /** A frame of a client is masked; a mask of zeros leaves the bytes as they are. */
    private void send(int type, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(6 + payload.length);
        frame.put((byte) (FINAL | type))
                .put((byte) (FINAL | payload.length))
                .putInt(0)
                .put(payload);
        channel.write(frame.flip());
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            listener.wrong("a connection could not be closed: " + e.getMessage());
        }
    }
}
