package io.nocturne.server.platform.web;

import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.platform.database.DatabaseFaults;
import io.nocturne.server.platform.database.DiskFullException;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedRuntimeException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;

/// Turns every failure of a request into problem+json with a stable code.
///
/// **Source** - RFC 9457.
@RestControllerAdvice
class ProblemAdvice {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final String UNSTORABLE_CHARACTER = "22021";
    private static final Duration RETRY_AFTER = Problems.RETRY_AFTER;

    @ExceptionHandler
    ResponseEntity<ProblemDetail> problem(ProblemException e) {
        return answer(e.code(), e.detail(), e.retryAfter().orElse(RETRY_AFTER));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> diskFull(DiskFullException e) {
        return answer(ProblemCode.UNAVAILABLE, String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadable(HttpMessageNotReadableException e) {
        return answer(
                ProblemCode.REQUEST_INVALID,
                e.getCause() instanceof JacksonException json
                        ? JsonFault.describe(json)
                        : "the body is missing or cannot be read");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> missing(MissingServletRequestParameterException e) {
        return answer(ProblemCode.REQUEST_INVALID, "parameter '%s' is missing".formatted(e.getParameterName()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> mismatch(MethodArgumentTypeMismatchException e) {
        return answer(
                ProblemCode.REQUEST_INVALID,
                "parameter '%s' must be %s".formatted(e.getName(), Wanted.of(e.getRequiredType())));
    }

    /// The firewall looks at names of parameters and at headers only when somebody reads them.
    @ExceptionHandler
    ResponseEntity<ProblemDetail> odd(RequestRejectedException e) {
        log.debug("a request was refused by the firewall: {}", e.getMessage());
        return answer(
                ProblemCode.REQUEST_INVALID, "a parameter or a header holds a character that is not allowed there");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> method(HttpRequestMethodNotSupportedException e) {
        return answer(
                ProblemCode.METHOD_NOT_ALLOWED,
                "%s is not allowed here, allowed are %s".formatted(e.getMethod(), e.getSupportedHttpMethods()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> mediaType(HttpMediaTypeNotSupportedException e) {
        return answer(
                ProblemCode.MEDIA_TYPE_UNSUPPORTED,
                "Content-Type %s is not supported, supported are %s"
                        .formatted(e.getContentType(), e.getSupportedMediaTypes()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notAcceptable(HttpMediaTypeNotAcceptableException e) {
        return answer(ProblemCode.NOT_ACCEPTABLE, "this answers with application/json only");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> nothingThere(NoResourceFoundException e) {
        return answer(ProblemCode.NOT_FOUND, "there is nothing at /" + e.getResourcePath());
    }

    @ExceptionHandler({
        TransientDataAccessException.class,
        DataAccessResourceFailureException.class,
        CannotCreateTransactionException.class
    })
    ResponseEntity<ProblemDetail> unavailable(NestedRuntimeException e) {
        log.warn("the database did not answer in time; the caller was asked to come again: {}", e.getMessage());
        return answer(ProblemCode.UNAVAILABLE, "the store does not answer now");
    }

    /// PostgreSQL takes every character but one; H2 takes that too.
    @ExceptionHandler
    ResponseEntity<ProblemDetail> unstorable(DataIntegrityViolationException e) {
        return e.getMostSpecificCause() instanceof SQLException sql && UNSTORABLE_CHARACTER.equals(sql.getSQLState())
                ? answer(ProblemCode.REQUEST_INVALID, "a text holds the character U+0000, which cannot be stored")
                : anythingElse(e);
    }

    /// The caller has left; nobody would read an answer.
    @ExceptionHandler
    void callerLeft(AsyncRequestNotUsableException e) {
        log.debug("a caller left before its answer: {}", e.getMessage());
    }

    /// Security's own exceptions belong to its filters, which answer with the right code.
    @ExceptionHandler
    void denied(AccessDeniedException e) {
        throw e;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> anythingElse(Exception e) {
        if (e instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            return answer(
                    ProblemCode.REQUEST_INVALID, String.valueOf(known.getBody().getDetail()));
        }
        if (DatabaseFaults.isOfTheDisk(e)) {
            log.warn("the database could not write; the caller was asked to come again: {}", e.getMessage());
            return answer(ProblemCode.UNAVAILABLE, "the store cannot write now");
        }
        log.error("a request failed; the caller got code internal", e);
        return answer(ProblemCode.INTERNAL, "the server failed; its log has the details");
    }

    private static ResponseEntity<ProblemDetail> answer(ProblemCode code, String detail) {
        return answer(code, detail, RETRY_AFTER);
    }

    /// **Unit** - the header has whole seconds, rounded up: who comes a moment early is refused once more.
    private static ResponseEntity<ProblemDetail> answer(ProblemCode code, String detail, Duration retryAfter) {
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (Problems.retryAfter(code).isPresent()) {
            headers.set(
                    HttpHeaders.RETRY_AFTER,
                    Long.toString(Math.max(1, retryAfter.plusMillis(999).toSeconds())));
        }
        return ResponseEntity.status(code.status()).headers(headers).body(Problems.of(code, detail));
    }
}
