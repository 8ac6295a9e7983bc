package io.nocturne.server.series.store;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Random;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// A data source that loses its connection at the n-th statement or commit, and from then on at every one, as if
/// the process had been killed there; or that does a statement or commit, and loses the answer.
///
/// **Threads** - confined to one at a time.
final class FaultySource implements DataSource {

    private final DataSource source;
    private int left = Integer.MAX_VALUE;
    private int answersLeft = Integer.MAX_VALUE;
    private int commits;
    private int steps;
    private @Nullable Runnable interruption;
    private double faultRate;
    private Random random = new Random(0);
    private @Nullable Error error;

    FaultySource(DataSource source) {
        this.source = source;
    }

    /// The next `steps` succeed.
    void failAfter(int steps) {
        error = null;
        left = steps;
    }

    /// From the next statement on, until [#failAfter] says otherwise, this is thrown.
    void failWith(Error fault) {
        error = fault;
        left = 0;
    }

    boolean hasFailed() {
        return left < 0;
    }

    /// The answers to the next `steps` arrive, the one after them does not, and all later ones do.
    void loseAnswerAfter(int steps) {
        answersLeft = steps;
    }

    /// How many commits were made.
    int commits() {
        return commits;
    }

    /// How many statements and commits were tried.
    int steps() {
        return steps;
    }

    /// The next statement or commit is done, and then this, before its answer arrives.
    void afterNextStep(Runnable work) {
        interruption = work;
    }

    boolean hasLostAnswer() {
        return answersLeft < 0;
    }

    /// From now on that share of steps fails, before it is done or after.
    void failAtRandom(double rate, Random with) {
        faultRate = rate;
        random = with;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return (Connection) wrap(Connection.class, source.getConnection());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    private Object wrap(Class<?> type, Object target) {
        return Proxy.newProxyInstance(
                FaultySource.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call(target, method, arguments));
    }

    private Object call(Object target, Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        boolean step = name.startsWith("execute") || "commit".equals(name);
        if (step) {
            step();
        }
        try {
            Object result = method.invoke(target, arguments);
            if (step) {
                commits += "commit".equals(name) ? 1 : 0;
                interrupt();
                answer();
            }
            return result instanceof PreparedStatement ? wrap(PreparedStatement.class, result) : result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void step() throws SQLException {
        steps++;
        if (left <= 0) {
            left = -1;
            if (error != null) {
                throw error;
            }
            throw lost();
        }
        left--;
        if (random.nextDouble() < faultRate / 2) {
            throw lost();
        }
    }

    private void interrupt() {
        Runnable work = interruption;
        interruption = null;
        if (work != null) {
            work.run();
        }
    }

    private void answer() throws SQLException {
        if (answersLeft == 0 || random.nextDouble() < faultRate / 2) {
            answersLeft = answersLeft == 0 ? -1 : answersLeft;
            throw lost();
        }
        if (answersLeft > 0 && answersLeft < Integer.MAX_VALUE) {
            answersLeft--;
        }
    }

    private static SQLException lost() {
        return new SQLException("the connection is lost, as the test wants it", "08006");
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return source.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        source.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        source.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return source.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return source.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return source.isWrapperFor(type);
    }
}
