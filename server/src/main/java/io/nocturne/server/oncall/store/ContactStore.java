package io.nocturne.server.oncall.store;

import io.nocturne.model.oncall.UserContact;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Table `user_contact`.
@Repository
public class ContactStore {

    private final JdbcClient jdbc;

    ContactStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<UserContact> find(String username) {
        return jdbc.sql("SELECT email, phone, language FROM user_contact WHERE username = ?")
                .param(username)
                .query((row, _) ->
                        new UserContact(row.getString("email"), row.getString("phone"), row.getString("language")))
                .optional();
    }

    /// In a transaction.
    public void put(String username, UserContact contact) {
        delete(username);
        jdbc.sql("INSERT INTO user_contact (username, email, phone, language) VALUES (?, ?, ?, ?)")
                .param(username)
                .param(contact.email())
                .param(contact.phone())
                .param(contact.language())
                .update();
    }

    public void delete(String username) {
        jdbc.sql("DELETE FROM user_contact WHERE username = ?").param(username).update();
    }
}
