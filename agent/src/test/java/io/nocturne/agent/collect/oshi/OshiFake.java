package io.nocturne.agent.collect.oshi;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// One of OSHI's objects as another operating system would give it: the test says what its getters return.
///
/// **Errors** - [UnsupportedOperationException] for a getter that the test did not think of.
///
/// @param <T> OSHI's interface
final class OshiFake<T> implements InvocationHandler {

    private final Class<T> type;
    private final Map<String, Object> values = new HashMap<>();

    private OshiFake(Class<T> type) {
        this.type = type;
    }

    static <T> OshiFake<T> of(Class<T> type) {
        return new OshiFake<>(type);
    }

    /// From now on the getter returns this; a [RuntimeException] it throws.
    OshiFake<T> with(String getter, Object value) {
        values.put(getter, value);
        return this;
    }

    T object() {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        Object value = values.get(method.getName());
        if (value instanceof RuntimeException failure) {
            throw failure;
        }
        if (value != null) {
            return value;
        }
        if (method.isDefault()) {
            return Objects.requireNonNull(InvocationHandler.invokeDefault(proxy, method, arguments));
        }
        throw new UnsupportedOperationException(type.getSimpleName() + "." + method.getName());
    }
}
