package com.wildrydes.systemtests;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that nobody listens on, below those that systems give to outgoing connections: a process that is killed and started
 * again would else find, now and then, that its port has become the other end of somebody's call.
 */
final class FreePorts {

    private static final int FIRST = 15_000;
    private static final int LAST = 32_000;

    /** Nobody listens on a port as soon as it was given, and it must not be given twice meanwhile. */
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private FreePorts() {}

    static int next() {
        for (int attempt = 0; attempt < 1000; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (isFree(port) && GIVEN.add(port)) {
                return port;
            }
        }
        throw new IllegalStateException(
                "One of the ports " + FIRST + " to " + LAST + " must be free, but none was found");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
