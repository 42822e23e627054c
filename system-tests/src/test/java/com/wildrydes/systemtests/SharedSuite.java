package com.wildrydes.systemtests;

import com.wildrydes.localstack.LocalStackEndpoint;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives every test class the same running suite: starting seven processes for each would take most of the time. */
final class SharedSuite implements ParameterResolver {

    /** Short windows let a test see several close. */
    static final Duration WINDOW = Duration.ofSeconds(Integer.getInteger("wildrydes.test.window-seconds", 10));

    /** What a test may ask for. */
    record Running(Suite suite, Door door, Aws aws) implements AutoCloseable {

        static Running start() {
            SuiteOptions options = SuiteOptions.inFolder(Suites.newFolder()).window(WINDOW);
            Suite suite = Suite.start(
                    LocalStackEndpoint.ifWanted().map(options::beside).orElse(options));
            return new Running(suite, new Door(suite), new Aws(suite.aws()));
        }

        @Override
        public void close() {
            aws.close();
            suite.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Running.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SharedSuite.class))
                .computeIfAbsent(Running.class, type -> Running.start(), Running.class);
    }
}
