package io.nocturne.agent;

import java.lang.reflect.Proxy;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Signals of the operating system that mean something to a running agent.
///
/// **Shape** - an action runs on a thread of its own, each time the signal comes. [#SLEEP] is one that a process
/// ignores unless it asks for it: it does no harm to an agent that is just starting or does not know it.
/// **Absent** - a signal that the system does not have, as on Windows, and one that the process was started to
/// ignore, as SIGHUP under nohup.
/// **Source** - `sun.misc.Signal` of jdk.unsupported, the only way in the platform; by its name, because the
/// compiler warns of each mention and has no switch for it.
final class ProcessSignals {

    /// Read the configuration anew.
    static final String RELOAD = "HUP";

    /// The host goes to sleep in a moment.
    static final String SLEEP = "URG";

    private static final Logger log = LoggerFactory.getLogger(ProcessSignals.class);

    private ProcessSignals() {}

    /// Does something when a signal comes, in place of what the platform would do.
    @SuppressWarnings("ReferenceEquality")
    static void on(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object ours = Proxy.newProxyInstance(
                    ProcessSignals.class.getClassLoader(),
                    new Class<?>[] {handler},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "handle" -> {
                            action.run();
                            yield null;
                        }
                        case "equals" -> Objects.requireNonNull(arguments)[0] == proxy;
                        case "hashCode" -> System.identityHashCode(proxy);
                        default -> "signal " + name;
                    });
            Object named = signal.getConstructor(String.class).newInstance(name);
            signal.getMethod("handle", signal, handler).invoke(null, named, ours);
        } catch (ReflectiveOperationException | RuntimeException e) {
            log.debug("the signal {} is not listened to: {}", name, e.toString());
        }
    }
}
