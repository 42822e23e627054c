package com.wildrydes.localaws.http;

/** An error answer of the AWS JSON protocol: the HTTP status, the error's AWS name and what a person should read. */
public final class AwsException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;

    /** @param code the error's name in the API reference, such as {@code ResourceNotFoundException} */
    public AwsException(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** An error of the caller's, HTTP 400: what nearly every AWS error of the JSON protocol is. */
    public static AwsException client(String code, String message) {
        return new AwsException(400, code, message);
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }
}
