package com.wildrydes.localaws.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Set;

/**
 * A call of S3, whose operation stands in no header: method, path and query say it. Those that this table does not know go by
 * their method.
 *
 * @param operation as IAM names the right to it, where there is one
 * @param resource the bucket, and the first folder of the key where there is one: {@code wildrydes-archive/raw/}
 */
record S3Call(String operation, String resource) {

    private static final Map<String, String> OF_BUCKETS =
            Map.of("GET", "ListBucket", "HEAD", "ListBucket", "PUT", "CreateBucket", "DELETE", "DeleteBucket");
    private static final Map<String, String> OF_OBJECTS =
            Map.of("GET", "GetObject", "HEAD", "GetObject", "PUT", "PutObject", "DELETE", "DeleteObject");

    /** Parts of an upload are objects to IAM; giving it up is not. */
    private static final Set<String> UPLOADS = Set.of("uploads", "uploadId");

    static S3Call of(HttpServletRequest request) {
        String path = request.getRequestURI().replaceFirst("^/+", "");
        int slash = path.indexOf('/');
        String bucket = slash < 0 ? path : path.substring(0, slash);
        String key = slash < 0 ? "" : path.substring(slash + 1);
        String method = request.getMethod();
        if (bucket.isEmpty()) {
            return new S3Call(method.equals("GET") ? "ListAllMyBuckets" : method, "");
        }
        if (key.isEmpty()) {
            return new S3Call(
                    asks(request, "location") ? "GetBucketLocation" : OF_BUCKETS.getOrDefault(method, method), bucket);
        }
        return new S3Call(objectOperation(request), bucket + "/" + key.substring(0, key.indexOf('/') + 1));
    }

    private static String objectOperation(HttpServletRequest request) {
        String method = request.getMethod();
        if (UPLOADS.stream().noneMatch(parameter -> asks(request, parameter))) {
            return OF_OBJECTS.getOrDefault(method, method);
        }
        return switch (method) {
            case "GET" -> "ListMultipartUploadParts";
            case "DELETE" -> "AbortMultipartUpload";
            default -> "PutObject";
        };
    }

    /** The query alone: what Jetty calls parameters may be a form's body, which is the object itself. */
    private static boolean asks(HttpServletRequest request, String parameter) {
        String query = request.getQueryString();
        return query != null && ("&" + query + "&").replace('=', '&').contains("&" + parameter + "&");
    }
}
