package com.wildrydes.localaws.s3;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * S3 on every path, addressed by path ({@code /bucket/key}). Any access key is taken and no signature is checked, as users of local
 * stand-ins expect; presigned links work, and end when they say so. The server must keep the case of header names
 * ({@code setHeaderCacheCaseSensitive(true)}) and be lenient with URIs ({@code UriCompliance.LEGACY}, {@code HttpCompliance.LEGACY}).
 */
public final class S3Servlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private final transient Path root;
    private transient volatile @Nullable S3Handler handler;

    /** @param root the folder of the buckets; made with the first request when it is missing */
    public S3Servlet(Path root) {
        this.root = root;
    }

    /**
     * The file of an object, if a file can be. Files are replaced, never changed, so a link to one keeps what the object was.
     */
    public static Optional<Path> file(Path root, String bucket, String key) {
        Path folder = root.resolve(bucket).normalize();
        Path file = folder.resolve(FileNames.of(key)).normalize();
        return file.startsWith(folder) && folder.startsWith(root) ? Optional.of(file) : Optional.empty();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        handler().handle(request, response);
    }

    /** Made with the first request: its classes take half a second that the start of the process need not wait for. */
    private S3Handler handler() throws IOException {
        S3Handler current = handler;
        if (current == null) {
            synchronized (this) {
                current = handler;
                if (current == null) {
                    current = S3Handler.over(root);
                    handler = current;
                }
            }
        }
        return current;
    }
}
