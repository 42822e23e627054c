package com.wildrydes.dashboard;

import com.sun.net.httpserver.HttpServer;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;

/** A tile server whose tiles are green, with their zoom, column and row on them; it can be made to fail. */
final class TileFiles implements AutoCloseable {

    private final HttpServer server;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> referrers = new CopyOnWriteArrayList<>();
    private volatile boolean failing;

    TileFiles() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "tiles");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
            referrers.addAll(exchange.getRequestHeaders().getOrDefault("Referer", List.of()));
            byte[] body = failing ? new byte[0] : tile(path);
            exchange.getResponseHeaders().add("Content-Type", "image/png");
            exchange.getResponseHeaders().add("Cache-Control", "no-store");
            exchange.sendResponseHeaders(failing ? 503 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    private static byte[] tile(String text) {
        BufferedImage image = new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(0x8fbf8f));
        graphics.fillRect(0, 0, 256, 256);
        graphics.setColor(Color.DARK_GRAY);
        graphics.drawRect(0, 0, 256, 256);
        graphics.drawString(text, 12, 24);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void fail(boolean on) {
        failing = on;
    }

    /** The paths of the tiles that were asked for. */
    List<String> asked() {
        return asked;
    }

    List<String> referrers() {
        return referrers;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
