package com.wildrydes.localaws.athena;

import com.wildrydes.localaws.athena.engine.QueryProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.duckdb.DuckDBDriver;

/**
 * What a query's process is started from: one small archive with the engine's classes and DuckDB's, and DuckDB's library beside it.
 * Taken out of this process's own class path, whatever its form; otherwise each process would unpack 60 MB for itself.
 */
final class EngineFiles {

    private static final String CLASSES = "engine.jar";

    private final Path folder;

    private EngineFiles(Path folder) {
        this.folder = folder;
    }

    static EngineFiles prepare(Path folder) {
        try {
            Files.createDirectories(folder);
            Path partial = Files.createTempFile(folder, CLASSES, ".partial");
            try (ZipOutputStream archive = new ZipOutputStream(Files.newOutputStream(partial))) {
                Set<String> names = new HashSet<>();
                copy(QueryProcess.class, archive, names);
                copy(DuckDBDriver.class, archive, names);
            }
            replace(partial, folder.resolve(CLASSES));
            copyLibrary(folder);
            return new EngineFiles(folder);
        } catch (IOException | URISyntaxException e) {
            throw new UncheckedIOException(
                    "The query engine must be unpacked to " + folder,
                    e instanceof IOException io ? io : new IOException(e));
        }
    }

    /** Copies the classes that lie in the package of the given one and below. */
    private static void copy(Class<?> member, ZipOutputStream to, Set<String> names)
            throws IOException, URISyntaxException {
        String packagePath = member.getPackageName().replace('.', '/') + "/";
        URL source = member.getProtectionDomain().getCodeSource().getLocation();
        if (source.getProtocol().equals("file") && Files.isDirectory(Path.of(source.toURI()))) {
            Path root = Path.of(source.toURI());
            try (Stream<Path> files = Files.walk(root.resolve(packagePath))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String name = root.relativize(file).toString().replace('\\', '/');
                    try (InputStream in = Files.newInputStream(file)) {
                        add(name, in, to, names);
                    }
                }
            }
            return;
        }
        try (JarFile jar = open(source)) {
            for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                if (entry.getName().startsWith(packagePath) && !entry.isDirectory()) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        add(entry.getName(), in, to, names);
                    }
                }
            }
        }
    }

    private static JarFile open(URL source) throws IOException, URISyntaxException {
        if (source.getProtocol().equals("file")) {
            return new JarFile(Path.of(source.toURI()).toFile());
        }
        // An archive in an archive, as Spring Boot packs them.
        JarURLConnection connection = (JarURLConnection) source.openConnection();
        connection.setUseCaches(false);
        return connection.getJarFile();
    }

    private static void add(String name, InputStream content, ZipOutputStream to, Set<String> names)
            throws IOException {
        if (names.add(name)) {
            to.putNextEntry(new ZipEntry(name));
            content.transferTo(to);
            to.closeEntry();
        }
    }

    private static void copyLibrary(Path folder) throws IOException {
        String name = "/libduckdb_java.so_" + platform();
        URL library = DuckDBDriver.class.getResource(name);
        if (library == null) {
            throw new IOException("DuckDB must have a library for this machine: " + name);
        }
        Path target = folder.resolve(System.mapLibraryName("duckdb_java"));
        Path partial = Files.createTempFile(folder, "library", ".partial");
        try (InputStream in = library.openStream()) {
            Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
        }
        replace(partial, target);
    }

    private static void replace(Path partial, Path target) throws IOException {
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (system.contains("mac")) {
            return "osx_universal";
        }
        String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        boolean arm = architecture.equals("aarch64") || architecture.equals("arm64");
        return (system.contains("windows") ? "windows" : "linux") + (arm ? "_arm64" : "_amd64");
    }

    /** @param heapMebibytes of the JVM; what DuckDB uses comes on top of it */
    List<String> command(int heapMebibytes) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMebibytes + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Dfile.encoding=UTF-8",
                "-Djava.library.path=" + folder,
                "-cp",
                folder.resolve(CLASSES).toString(),
                QueryProcess.class.getName());
    }
}
