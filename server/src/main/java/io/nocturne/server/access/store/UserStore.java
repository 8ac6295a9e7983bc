package io.nocturne.server.access.store;

import io.nocturne.model.access.Role;
import io.nocturne.server.platform.database.DatabaseFaults;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Table `app_user`.
@Repository
public class UserStore {

    private final JdbcClient jdbc;

    UserStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<User> all() {
        return DatabaseFaults.reading(() -> jdbc.sql("SELECT * FROM app_user ORDER BY username")
                .query(UserStore::user)
                .list());
    }

    public Optional<User> find(String username) {
        return DatabaseFaults.reading(() -> jdbc.sql("SELECT * FROM app_user WHERE username = ?")
                .param(username)
                .query(UserStore::user)
                .optional());
    }

    public Optional<User> findForUpdate(String username) {
        return jdbc.sql("SELECT * FROM app_user WHERE username = ? FOR UPDATE")
                .param(username)
                .query(UserStore::user)
                .optional();
    }

    /// Locks every admin's row, so that two admins cannot remove each other at once; returns how many
    /// there are.
    public int lockAdmins() {
        return jdbc.sql("SELECT username FROM app_user WHERE role = ? FOR UPDATE")
                .param(Role.ADMIN.name())
                .query(String.class)
                .list()
                .size();
    }

    /// False when the name is taken.
    public boolean insert(User user) {
        return jdbc.sql("""
                        INSERT INTO app_user (username, password_hash, role, created_at) VALUES (?, ?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """)
                        .params(
                                user.username(),
                                user.passwordHash(),
                                user.role().name(),
                                user.createdAt().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    public void update(User user) {
        jdbc.sql("UPDATE app_user SET password_hash = ?, role = ? WHERE username = ?")
                .params(user.passwordHash(), user.role().name(), user.username())
                .update();
    }

    public void delete(String username) {
        jdbc.sql("DELETE FROM app_user WHERE username = ?").param(username).update();
    }

    private static User user(ResultSet row, int index) throws SQLException {
        return new User(
                row.getString("username"),
                row.getString("password_hash"),
                Role.valueOf(row.getString("role")),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
