package com.wildrydes.localaws.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/**
 * An emulated AWS service of the JSON protocol, chosen by {@code X-Amz-Target}. Called by many threads at once.
 *
 * <p>{@link #close()} is called once, after the last call, at a normal stop: what is buffered must be safe when it returns.
 */
public interface AwsService extends AutoCloseable {

    /** The parts of {@code X-Amz-Target} before the dot that this service answers to, such as {@code Kinesis_20131202}. */
    Set<String> targetPrefixes();

    /**
     * Answers one call.
     *
     * @param operation the part of {@code X-Amz-Target} after the dot, such as {@code PutRecords}
     * @throws AwsException an error that the caller sees under its AWS name
     */
    void handle(String operation, HttpServletRequest request, HttpServletResponse response) throws IOException;

    @Override
    void close();
}
