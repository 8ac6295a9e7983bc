package io.nocturne.model.json;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.exc.MismatchedInputException;

/// A value of a JSON body that the API does not allow; the message is worded for who sent it.
public final class RefusedValueException extends MismatchedInputException {

    public RefusedValueException(JsonParser json, String detail) {
        super(json, detail);
    }
}
