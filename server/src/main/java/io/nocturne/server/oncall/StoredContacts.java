package io.nocturne.server.oncall;

import io.nocturne.model.oncall.UserContact;
import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.access.KnownUsers;
import io.nocturne.server.audit.AuditLog;
import io.nocturne.server.audit.EventKind;
import io.nocturne.server.audit.Origin;
import io.nocturne.server.oncall.store.ContactStore;
import io.nocturne.server.platform.web.ProblemException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/// The contacts that users left. What they are stands in no log.
class StoredContacts implements Contacts {

    static final int MAX_EMAIL = 254;

    private static final Pattern EMAIL =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,187}[A-Za-z0-9])?");
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9]{5,15}");
    private static final Pattern PHONE_SIGNS = Pattern.compile("[ ()./-]");
    private static final int MAX_PHONE_INPUT = 32;
    private static final Set<String> LANGUAGES = Set.of("en", "ko");

    private final ContactStore store;
    private final KnownUsers users;
    private final TransactionTemplate transaction;
    private final AuditLog audit;

    StoredContacts(ContactStore store, KnownUsers users, TransactionTemplate transaction, AuditLog audit) {
        this.store = store;
        this.users = users;
        this.transaction = transaction;
        this.audit = audit;
    }

    @Override
    public Optional<UserContact> of(String username) {
        return store.find(username);
    }

    /// The contact as it is kept; one that says nothing is forgotten.
    UserContact put(String username, UserContact contact, Origin by) {
        UserContact kept = checked(contact);
        if (!users.isUser(username)) {
            throw new ProblemException(ProblemCode.NOT_FOUND, "there is no such user");
        }
        transaction.executeWithoutResult(_ -> {
            if (kept.equals(UserContact.NONE)) {
                store.delete(username);
            } else {
                store.put(username, kept);
            }
            audit.changed(EventKind.CONTACT_CHANGED, by, "contact of user '%s'".formatted(username));
        });
        return kept;
    }

    private static UserContact checked(UserContact contact) {
        String email = present(contact.email());
        if (email != null
                && (email.length() > MAX_EMAIL || !EMAIL.matcher(email).matches())) {
            throw ProblemException.invalid("email must be one address of at most %d characters".formatted(MAX_EMAIL));
        }
        String phone = present(contact.phone());
        if (phone != null) {
            phone = phone.length() > MAX_PHONE_INPUT
                    ? ""
                    : PHONE_SIGNS.matcher(phone).replaceAll("");
            if (!PHONE.matcher(phone).matches()) {
                throw ProblemException.invalid("phone must be 5 to 15 digits, with + in front of a country's code");
            }
        }
        String language = present(contact.language());
        if (language != null && !LANGUAGES.contains(language)) {
            throw ProblemException.invalid("language must be en or ko");
        }
        return new UserContact(email, phone, language);
    }

    private static @Nullable String present(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
