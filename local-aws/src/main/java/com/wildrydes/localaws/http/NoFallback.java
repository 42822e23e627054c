package com.wildrydes.localaws.http;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Where S3 is not played: a call without {@code X-Amz-Target} has nobody to answer it. */
public final class NoFallback extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        response.setContentType("text/plain");
        response.getOutputStream().print("A call without X-Amz-Target is one to S3, which is not played here\n");
    }
}
