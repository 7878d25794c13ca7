//! Keys that a provider keeps: from where they are taken, and which are none.

use super::*;

#[test]
fn keys_from_outside_come_from_their_own_hosts_only() {
    let (provider, _, signed) = rows().find(|(it, ..)| it.name == "AWS_SNS").unwrap();
    let text = String::from_utf8(signed.body.clone()).unwrap();
    let (_, own) = outside::marks("AWS_SNS")[0];
    let told = |url: &str| {
        let body = text.replace(own, url).into_bytes();
        receive(provider, &Map::new(), &Signed { body, ..signed.clone() }, NOW_MS)
    };
    for other in [
        "https://sns.us-east-1.amazonaws.com.evil.example/SimpleNotificationService-0a.pem",
        "http://sns.us-east-1.amazonaws.com/SimpleNotificationService-0a.pem",
        "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0a.txt",
        "https://bucket.s3.amazonaws.com/SimpleNotificationService-0a.pem",
        // A bucket with the name `sns`, and others that are no region.
        "https://sns.s3.amazonaws.com/SimpleNotificationService-0a.pem",
        "https://sns.s3-us-west-2.amazonaws.com/SimpleNotificationService-0a.pem",
        "https://sns.s3.us-east-1.amazonaws.com/SimpleNotificationService-0a.pem",
        "https://sns.a-1.amazonaws.com/SimpleNotificationService-0a.pem",
        "https://sns.us-east-1-.amazonaws.com/SimpleNotificationService-0a.pem",
        // An answer of the service's that says what others put there.
        "https://sns.us-east-1.amazonaws.com/?Action=GetTopicAttributes&z=.pem",
        "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0a.pem?z=.pem",
        "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0a.pem#.pem",
        "https://sns.us-east-1.amazonaws.com/x/SimpleNotificationService-0a.pem",
        "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0a/x.pem",
        "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-.pem",
        "https://sns.us-east-1.amazonaws.com/k.pem",
        "https://u@sns.us-east-1.amazonaws.com/SimpleNotificationService-0a.pem",
        "https://sns.us-east-1.amazonaws.com:8443/SimpleNotificationService-0a.pem",
    ] {
        let untrusted = Verdict::Failed(Reason::Untrusted("SigningCertURL".into()));
        assert_eq!(told(other), untrusted, "{other}");
    }
    for region in ["us-gov-west-1.amazonaws.com", "cn-north-1.amazonaws.com.cn"] {
        let url = format!("https://sns.{region}/SimpleNotificationService-0a.pem");
        assert_eq!(told(&url), Verdict::Verified, "{url}");
    }
}

#[test]
fn paypals_certificates_come_from_its_own_place_for_them_only() {
    let (provider, _, signed) = rows().find(|(it, ..)| it.name == "PAYPAL").unwrap();
    let [auth, _] = secrets(provider);
    let told = |url: &str| {
        let mut signed = signed.clone();
        signed.headers.retain(|(name, _)| name != "paypal-cert-url");
        signed.headers.push(("paypal-cert-url".to_owned(), url.to_owned()));
        receive(provider, &auth, &signed, NOW_MS)
    };
    for other in [
        "https://paypal.com.evil.example/v1/notifications/certs/CERT-1",
        "https://www.paypal.com/v1/notifications/certs/CERT-1",
        "https://x.api.paypal.com/v1/notifications/certs/CERT-1",
        "http://api.paypal.com/v1/notifications/certs/CERT-1",
        "https://api.paypal.com/certs/CERT-1",
        "https://api.paypal.com/v1/notifications/certs/",
        "https://api.paypal.com/v1/notifications/certs/../x/CERT-1",
        "https://api.paypal.com/v1/notifications/certs/CERT-1?a=1",
        "https://api.paypal.com/v1/notifications/certs/CERT-1#a",
        "https://api.paypal.com:8443/v1/notifications/certs/CERT-1",
    ] {
        let untrusted = Verdict::Failed(Reason::Untrusted("paypal-cert-url".into()));
        assert_eq!(told(other), untrusted, "{other}");
    }
    for host in ["api", "api-m", "api.sandbox", "api-m.sandbox"] {
        let url =
            format!("https://{host}.paypal.com/v1/notifications/certs/CERT-360caa42-fca2a594");
        assert_eq!(told(&url), Verdict::Verified, "{url}");
    }
}

#[test]
fn what_a_request_names_is_a_certificate_or_no_key() {
    let key = public_half(&KEYS.rsa[0]).unwrap();
    let bare = Encoding::Base64.encode(&key);
    let labelled = format!("-----BEGIN PUBLIC KEY-----\n{bare}\n-----END PUBLIC KEY-----\n");
    let certificate = &CERTIFICATES[0];
    let inside = format!("<Attributes>{certificate}</Attributes>");
    for name in ["AWS_SNS", "PAYPAL"] {
        let (provider, _, signed) = rows().find(|(it, ..)| it.name == name).unwrap();
        let [auth, _] = secrets(provider);
        let (_, url) = outside::marks(name)[0];
        let verdict = |answer: &str| {
            let fetched = [(Want::to_visit(url), Some(answer.as_bytes().to_vec()))];
            verdict_of(provider, &auth, &signed, &fetched)
        };
        assert_eq!(verdict(certificate), Verdict::Verified, "{name}");
        for answer in [&bare, &labelled, &inside] {
            let verdict = verdict(answer);
            assert!(matches!(verdict, Verdict::Failed(Reason::NoKey(_))), "{name}: {verdict:?}");
        }
    }
}

#[test]
fn a_certificate_counts_from_its_first_day_to_its_last() {
    const FIRST_MS: i64 = 1_577_836_800_000;
    const LAST_MS: i64 = 1_609_459_200_000;
    const DAY_MS: i64 = 24 * 3_600_000;
    let key = rcgen::KeyPair::from_pem(&KEYS.rsa[0]).unwrap();
    let mut params = rcgen::CertificateParams::default();
    params.not_before = rcgen::date_time_ymd(2020, 1, 1);
    params.not_after = rcgen::date_time_ymd(2021, 1, 1);
    let dated = params.self_signed(&key).unwrap().pem();
    for name in ["AWS_SNS", "PAYPAL"] {
        let (provider, _, signed) = rows().find(|(it, ..)| it.name == name).unwrap();
        let [auth, _] = secrets(provider);
        let (mark, url) = outside::marks(name)[0];
        let fetched = [(Want::to_visit(url), Some(dated.clone().into_bytes()))];
        let at = |now_ms| verdict_at(provider, &auth, &signed, &fetched, now_ms);
        let untrusted =
            Verdict::Failed(Reason::Untrusted(mark.name().trim_matches('/').to_owned()));
        for out in [FIRST_MS - DAY_MS, LAST_MS + DAY_MS] {
            assert_eq!(at(out), untrusted, "{name}");
        }
        assert_ne!(at(LAST_MS - DAY_MS), untrusted, "{name}");
        assert_eq!(verdict_of(provider, &auth, &signed, &fetched), Verdict::Verified, "{name}");
    }
}

#[test]
fn a_key_that_cannot_be_had_is_called_that() {
    for name in OUTSIDE {
        let (provider, _, signed) = rows().find(|(it, ..)| it.name == *name).unwrap();
        let [auth, _] = secrets(provider);
        let verdict = |fetched: &[Fetched]| verdict_of(provider, &auth, &signed, fetched);
        let Verdict::Needs(want) = verdict(&[]) else { panic!("{name} needs nothing") };
        assert!(want.url.starts_with("https://"), "{name}");
        for answer in [None, Some(b"<html>".to_vec())] {
            let verdict = verdict(&[(want.clone(), answer)]);
            assert!(matches!(verdict, Verdict::Failed(Reason::NoKey(_))), "{name}: {verdict:?}");
        }
    }
}

#[test]
fn a_key_that_the_provider_changed_is_asked_for_again() {
    for name in ["VOLUME", "NEON", "FIREBLOCKS", "GOOGLE_PUBSUB"] {
        let (provider, _, signed) = rows().find(|(it, ..)| it.name == name).unwrap();
        let [auth, _] = secrets(provider);
        let verdict = |fetched: &[Fetched]| verdict_of(provider, &auth, &signed, fetched);
        let Verdict::Needs(want) = verdict(&[]) else { panic!("{name} needs nothing") };
        assert!(!want.again, "{name}");
        // A key without a name is another now; of those with names, there are others.
        let old = match outside(&want, 1).map(|it| String::from_utf8(it).unwrap()) {
            Some(it) => it.replace("\"sample\"", "\"old\"").into_bytes(),
            None => panic!("{name} has no key"),
        };
        let old = (want.clone(), Some(old));
        let Verdict::Needs(again) = verdict(std::slice::from_ref(&old)) else {
            panic!("{name} does not ask again")
        };
        assert!(again.again && again.at_first() == want, "{name}");
        let new = (again.clone(), outside(&want, 0));
        assert_eq!(verdict(&[old.clone(), new]), Verdict::Verified, "{name}");
        // Who brings a key of their own is refused then.
        let same = (again, old.1.clone());
        let refused = [Reason::Mismatch, Reason::Untrusted("kid".to_owned())];
        let refused = refused.map(Verdict::Failed);
        assert!(refused.contains(&verdict(&[old, same])), "{name}");
    }
}
