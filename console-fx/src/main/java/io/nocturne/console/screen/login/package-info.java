/// The sign-in page: which server, whether its certificate is the right one, and who comes.
@NullMarked
package io.nocturne.console.screen.login;

import org.jspecify.annotations.NullMarked;
