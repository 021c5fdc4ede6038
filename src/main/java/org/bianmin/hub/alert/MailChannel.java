package org.bianmin.hub.alert;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.MimeMessage;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import javax.net.ssl.SSLException;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;

/** E-mail over SMTP, one message to all recipients of a channel. */
final class MailChannel implements ChannelClient {

  private static final int PLAIN = 25;
  private static final int SUBMISSION = 587;
  private static final int IMPLICIT = 465;

  @Override
  public ChannelAnswer send(ChannelProperties channel, Letter letter) {
    try {
      JavaMailSenderImpl sender = sender(channel);
      MimeMessage mail = sender.createMimeMessage();
      MimeMessageHelper parts = new MimeMessageHelper(mail, StandardCharsets.UTF_8.name());
      parts.setFrom(channel.from());
      parts.setTo(channel.to().toArray(String[]::new));
      parts.setSubject(letter.title());
      parts.setText(letter.body());
      // no answers of holiday programs, which would come back to the hub's own address
      mail.setHeader("Auto-Submitted", "auto-generated");
      sender.send(mail);
      return ChannelAnswer.taken(channel.to().size() + " recipients");
    } catch (UncheckedIOException e) {
      return ChannelAnswer.failed(Remedy.FILE, "secret-file of the channel cannot be read");
    } catch (MailAuthenticationException e) {
      return ChannelAnswer.failed(Remedy.LOGIN, "the mail server does not let the user in");
    } catch (MailException | MessagingException e) {
      return failed(e);
    }
  }

  private static JavaMailSenderImpl sender(ChannelProperties channel) {
    boolean implicit = channel.tls().equals("tls");
    boolean upgraded = channel.tls().equals("starttls");
    JavaMailSenderImpl sender = new JavaMailSenderImpl();
    sender.setHost(channel.host());
    sender.setPort(port(channel));
    sender.setDefaultEncoding(StandardCharsets.UTF_8.name());
    if (channel.user() != null) {
      sender.setUsername(channel.user());
      sender.setPassword(SecretText.of(channel.secretFile()));
    }
    Properties smtp = sender.getJavaMailProperties();
    String timeout = Long.toString(channel.timeout().toMillis());
    smtp.setProperty("mail.smtp.connectiontimeout", timeout);
    smtp.setProperty("mail.smtp.timeout", timeout);
    smtp.setProperty("mail.smtp.writetimeout", timeout);
    smtp.setProperty("mail.smtp.auth", Boolean.toString(channel.user() != null));
    smtp.setProperty("mail.smtp.ssl.enable", Boolean.toString(implicit));
    smtp.setProperty("mail.smtp.starttls.enable", Boolean.toString(upgraded));
    // a server that does not offer it gets neither password nor mail
    smtp.setProperty("mail.smtp.starttls.required", Boolean.toString(upgraded));
    smtp.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    return sender;
  }

  static int port(ChannelProperties channel) {
    if (channel.port() != null) {
      return channel.port();
    }
    return switch (channel.tls()) {
      case "tls" -> IMPLICIT;
      case "starttls" -> SUBMISSION;
      default -> PLAIN;
    };
  }

  private static ChannelAnswer failed(Exception thrown) {
    Throwable cause = thrown;
    if (thrown instanceof MailSendException sent && !sent.getFailedMessages().isEmpty()) {
      cause = sent.getFailedMessages().values().iterator().next();
    }
    for (Throwable at = cause; at != null; at = next(at)) {
      if (at instanceof AuthenticationFailedException) {
        return ChannelAnswer.failed(Remedy.LOGIN, "the mail server does not let the user in");
      }
      if (at instanceof SSLException) {
        return ChannelAnswer.failed(Remedy.TLS, "TLS: " + at.getMessage());
      }
      if (at instanceof ConnectException || at instanceof UnknownHostException) {
        return ChannelAnswer.failed(Remedy.CONNECTION, "no connection to the mail server");
      }
      if (at instanceof SocketTimeoutException) {
        return ChannelAnswer.failed(Remedy.ANSWER, "the mail server does not answer in time");
      }
      if (at instanceof SendFailedException) {
        return ChannelAnswer.failed(Remedy.RECIPIENT, at.getMessage());
      }
    }
    String said = cause.getMessage() == null ? "" : cause.getMessage();
    return ChannelAnswer.failed(
        said.contains("STARTTLS") ? Remedy.TLS : Remedy.REFUSED,
        said.isEmpty() ? cause.getClass().getSimpleName() : said);
  }

  private static Throwable next(Throwable of) {
    if (of instanceof MessagingException message && message.getNextException() != null) {
      return message.getNextException();
    }
    return of.getCause();
  }
}
