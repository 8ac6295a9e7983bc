/// Tests that hold the documents to the code.
@NullMarked
package io.nocturne.docs;

import org.jspecify.annotations.NullMarked;
