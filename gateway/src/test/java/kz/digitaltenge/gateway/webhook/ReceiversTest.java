package kz.digitaltenge.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where a gateway may be led by the name of a receiver.
class ReceiversTest {
  private static final URI URL = URI.create("https://events.bank.test/told");

  private final Map<String, List<InetAddress>> names = new HashMap<>();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:10.0.0.1",
        "::10.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "ff02::1"
      })
  void aNameThatLeadsInwardsIsNotCalled(String address) {
    assertThat(leadingTo("93.184.215.14", address).objectionNow(URL))
        .as("one of its addresses is enough")
        .isPresent();
    assertThat(leadingTo(address).objectionNow(URL)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"93.184.215.14", "9.255.255.255", "172.15.0.1", "172.32.0.1", "2a00:1450::1"})
  void aNameOnTheInternetIsCalled(String address) {
    assertThat(leadingTo(address).objectionNow(URL)).isEmpty();
  }

  @Test
  void aPrivateNetworkIsReachedWhenItIsAllowed() {
    List<AddressRange> own =
        List.of(AddressRange.parse("10.20.0.0/15"), AddressRange.parse("fd12::/16"));

    assertThat(leadingTo(own, "10.21.255.255", "fd12:9::1").objectionNow(URL)).isEmpty();
    assertThat(leadingTo(own, "10.22.0.0").objectionNow(URL)).isPresent();
    assertThat(leadingTo(own, "10.20.0.1", "127.0.0.1").objectionNow(URL)).isPresent();
  }

  @Test
  void whatIsAllowedByItsAddressNeedsNoNetworkAndANameThatNobodyKnowsIsNotCalled() {
    Receivers receivers = leadingTo();

    for (String url :
        List.of("https://localhost/", "https://10.9.9.9:8443/", "https://[fd00::9]/")) {
      assertThat(receivers.objectionNow(URI.create(url))).as(url).isEmpty();
    }
    assertThat(receivers.objectionNow(URI.create("https://10.9.9.9/"))).isPresent();
    assertThat(receivers.objectionNow(URI.create("https://nobody.bank.test/"))).isPresent();
    assertThat(receivers.objectionNow(URI.create("https://other.test/"))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.0.0.0",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "bank.test/8",
        "10.0.0.0/8/8",
        "::/129"
      })
  void whatIsNoRangeIsNotTakenForOne(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> AddressRange.parse(text));
  }

  private Receivers leadingTo(String... addresses) {
    return leadingTo(List.of(), addresses);
  }

  private Receivers leadingTo(List<AddressRange> networks, String... addresses) {
    names.put("events.bank.test", List.of(addresses).stream().map(InetAddress::ofLiteral).toList());
    try {
      return new Receivers(
          Set.of("events.bank.test", "nobody.bank.test", "localhost", "10.9.9.9:8443", "[fd00::9]"),
          networks,
          SSLContext.getDefault(),
          this::addresses);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<InetAddress> addresses(String name) throws UnknownHostException {
    return Optional.ofNullable(names.get(name)).orElseThrow(() -> new UnknownHostException(name));
  }
}
