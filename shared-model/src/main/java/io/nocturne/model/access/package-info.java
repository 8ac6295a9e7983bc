/// Who may do what: roles, sign-in and tokens.
@NullMarked
package io.nocturne.model.access;

import org.jspecify.annotations.NullMarked;
