package io.nocturne.bench.attack;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.ClassType;
import com.sun.jdi.Method;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StringReference;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.EventRequest;
import io.nocturne.bench.harness.Connection;
import io.nocturne.bench.harness.LiveSocket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An OutOfMemoryError thrown, as a debugger does it, in a turn of each part that the server supervises, and amid the
/// work of those that write samples; three times where turns are frequent. Ends when each had one.
final class PartFaults implements Attack {

    private static final String PART = "io.nocturne.server.platform.loop.Part";
    /// Where a part hears that its turn failed.
    private static final String FAILED = "failed";

    private static final String STORE = "io.nocturne.server.series.store.";
    /// Where a turn has done half of what it must do whole.
    private static final Map<String, String> AMID =
            Map.of(STORE + "journal.Head", "add", STORE + "journal.SeenNumbers", "keep", STORE + "Sealer", "seal");

    private static final int TIMES = 3;
    private static final int WAIT_MILLIS = 500;
    private static final long WELL_WITHIN = TimeUnit.SECONDS.toNanos(90);
    private static final Pattern STATES =
            Pattern.compile("\"name\":\"([a-z-]+)\",\"state\":\"([A-Z]+)\",\"failures\":(\\d+)");

    private final int port;
    private final Map<String, Integer> thrown = new TreeMap<>();

    /// The server listens for a debugger at this port, see [#flag(int)].
    PartFaults(int port) {
        this.port = port;
    }

    /// What lets the server be attacked so.
    static String flag(int port) {
        return "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:" + port;
    }

    @Override
    public void run(Ground ground) throws Exception {
        TreeSet<String> names = new TreeSet<>(states(ground).keySet());
        VirtualMachine machine = attach();
        // Somebody who watches, so that there is something to hand out.
        try (LiveSocket watching = new LiveSocket(ground.api().connect(), token(ground))) {
            watching.send(
                    LiveSocket.TEXT,
                    "{\"type\":\"subscribe\",\"subscription\":\"all\",\"hosts\":[],\"metrics\":[\"system.cpu.utilization\"]}");
            ReferenceType part = machine.classesByName(PART).getFirst();
            watch(machine, PART, "begin");
            watch(machine, PART, FAILED);
            AMID.forEach((type, method) -> {
                watch(machine, type, method);
                names.add(label(type, method));
            });
            while (!ground.isOver() && !thrown.keySet().containsAll(names)) {
                EventSet events = machine.eventQueue().remove(WAIT_MILLIS);
                if (events != null) {
                    for (Event event : events) {
                        if (event instanceof BreakpointEvent reached) {
                            // A debugger's exception interrupts the thread too, which no shortage of memory does.
                            ThreadReference thread = reached.thread();
                            thread.setValue(thread.referenceType().fieldByName("interrupted"), machine.mirrorOf(false));
                            if (!reached.location().method().name().equals(FAILED)) {
                                fail(machine, label(part, reached), thread);
                            }
                        }
                    }
                    events.resume();
                }
            }
        } finally {
            machine.dispose();
        }
        names.removeAll(thrown.keySet());
        ground.add("wrong: parts without a turn", names.size());
        names.forEach(name -> ground.count("without a turn: " + name));
    }

    @Override
    public Map<String, Object> facts(Ground ground) throws Exception {
        Map<String, Object> facts = new LinkedHashMap<>();
        thrown.forEach((name, times) -> facts.put("thrown in " + name, times));
        Map<String, Told> states = states(ground);
        // What failed three times in a row rests for most of a minute.
        for (long until = System.nanoTime() + WELL_WITHIN; unwell(states) > 0 && System.nanoTime() < until; ) {
            TimeUnit.SECONDS.sleep(1);
            states = states(ground);
        }
        int uncounted = 0;
        for (Map.Entry<String, Told> entry : states.entrySet()) {
            uncounted += entry.getValue().failures() < thrown.getOrDefault(entry.getKey(), 0) ? 1 : 0;
        }
        facts.put("wrong: parts that did not count", uncounted);
        facts.put("wrong: parts not well", unwell(states));
        return facts;
    }

    private static long unwell(Map<String, Told> states) {
        return states.values().stream()
                .filter(told -> !told.state().equals("OK"))
                .count();
    }

    private static String token(Ground ground) throws Exception {
        try (Connection connection = ground.api().connect()) {
            return ground.api().login(connection);
        }
    }

    private static void watch(VirtualMachine machine, String type, String method) {
        for (ReferenceType found : machine.classesByName(type)) {
            for (Method entry : found.methodsByName(method)) {
                BreakpointRequest request = machine.eventRequestManager().createBreakpointRequest(entry.location());
                request.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
                request.enable();
            }
        }
    }

    /// The part's name, or the method that was entered.
    private static String label(ReferenceType part, BreakpointEvent reached) throws Exception {
        ReferenceType type = reached.location().declaringType();
        if (!type.equals(part)) {
            return label(type.name(), reached.location().method().name());
        }
        ObjectReference self = reached.thread().frame(0).thisObject();
        return ((StringReference) self.getValue(part.fieldByName("name"))).value();
    }

    private static String label(String type, String method) {
        return type.substring(type.lastIndexOf('.') + 1) + "." + method;
    }

    private void fail(VirtualMachine machine, String label, ThreadReference thread) throws Exception {
        if (thrown.getOrDefault(label, 0) < TIMES) {
            ClassType type = (ClassType)
                    machine.classesByName(OutOfMemoryError.class.getName()).getFirst();
            Method constructor = type.concreteMethodByName("<init>", "()V");
            thread.stop(type.newInstance(thread, constructor, List.of(), ObjectReference.INVOKE_SINGLE_THREADED));
            thrown.merge(label, 1, Integer::sum);
        }
    }

    private VirtualMachine attach() throws Exception {
        AttachingConnector sockets = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(connector -> connector.name().equals("com.sun.jdi.SocketAttach"))
                .findFirst()
                .orElseThrow();
        Map<String, Connector.Argument> arguments = sockets.defaultArguments();
        Objects.requireNonNull(arguments.get("hostname")).setValue("127.0.0.1");
        Objects.requireNonNull(arguments.get("port")).setValue(String.valueOf(port));
        return sockets.attach(arguments);
    }

    private static Map<String, Told> states(Ground ground) throws Exception {
        Map<String, Told> states = new TreeMap<>();
        try (Connection connection = ground.api().connect()) {
            String status = new String(
                    ground.api().get(connection, ground.api().login(connection), "/api/v1/status"),
                    StandardCharsets.UTF_8);
            Matcher matcher = STATES.matcher(status);
            while (matcher.find()) {
                states.put(matcher.group(1), new Told(matcher.group(2), Integer.parseInt(matcher.group(3))));
            }
        }
        return states;
    }

    private record Told(String state, int failures) {}
}
