//! Where one part of what is signed ends and the next begins, and how old it may be.

use super::*;

#[test]
fn another_time_or_id_does_not_fit() {
    signing_rows(|provider, auth, scheme, signed| {
        for (name, value) in &signed.headers {
            let is_proof = name.eq_ignore_ascii_case(scheme.signature.name());
            let is_mark = name.contains("cert-url") || name.contains("auth-algo");
            let is_signed = scheme.signs("{t}") || scheme.signs("{id}");
            if is_proof || is_mark || !is_signed {
                continue;
            }
            let mut altered = signed.clone();
            // A digit, so that it stays a time.
            let other = value.replacen('1', "2", 1);
            altered.headers.retain(|(it, _)| it != name);
            altered.headers.push((name.clone(), other));
            let verdict = receive(provider, auth, &altered, NOW_MS);
            assert_eq!(verdict, Verdict::Failed(Reason::Mismatch), "{} {name}", provider.name);
        }
    });
}

#[test]
fn nothing_of_the_body_can_be_moved_into_the_time() {
    let seen = std::cell::RefCell::new(Vec::new());
    signing_rows(|provider, auth, scheme, signed| {
        // What stands between them goes along, except where there is nothing.
        let Some((_, rest)) = scheme.template.split_once("{t}") else { return };
        let Some(between) = rest.strip_suffix("{body}") else { return };
        let Time::At(place) = scheme.time else { return };
        let body = match between {
            "" => signed.body,
            _ => format!(r#"{{"a":"x{between}y"}}"#).into_bytes(),
        };
        let key = private(provider).map(|it| it[0].as_str());
        let sample = Sample { private_key: key, ..Sample::new(URL, &body, NOW_MS) };
        let signed = sign::signed(&Scheme::Seal(*scheme), provider, auth, &sample).unwrap();
        assert_eq!(receive(provider, auth, &signed, NOW_MS), Verdict::Verified);

        let whole = String::from_utf8(signed.body.clone()).unwrap();
        let (moved, left) = match between {
            "" => whole.split_at(5),
            _ => whole.split_once(between).unwrap(),
        };
        let mut cut = signed.clone();
        let (_, time) = cut.headers.iter_mut().find(|(it, _)| it == place.name()).unwrap();
        *time = format!("{time}{between}{moved}");
        cut.body = left.as_bytes().to_vec();
        let verdict = receive(provider, auth, &cut, NOW_MS);
        let malformed = Verdict::Failed(Reason::Malformed(place.name().to_owned()));
        assert_eq!(verdict, malformed, "{}", provider.name);
        seen.borrow_mut().push(provider.name);
    });
    for name in ["AIRWALLEX", "DISCORD", "OURA", "SENDGRID", "ZENDESK", "CUSTOMERIO", "SLACK"] {
        assert!(seen.borrow().contains(&name), "{name}");
    }
}

#[test]
fn nothing_of_the_body_can_be_moved_into_the_time_within_a_header() {
    for (name, between, header) in [
        ("BONDSMITH", "", "bond-signature"),
        ("BONDSMITH", ".", "bond-signature"),
        ("NMI", ".", "webhook-signature"),
        ("COURIER", ".", "courier-signature"),
    ] {
        let provider = provider(name).unwrap();
        let [auth, _] = secrets(provider);
        let scheme = provider.schemes(&auth).find(
            |it| matches!(it, Scheme::Seal(it) if it.template == format!("{{t}}{between}{{body}}")),
        );
        let body = br#"{"a":1.5}"#;
        let mut cut =
            signed(&scheme.unwrap(), provider, &auth, &Sample::new(URL, body, NOW_MS)).unwrap();
        assert_eq!(receive(provider, &auth, &cut, NOW_MS), Verdict::Verified, "{name}");
        let (_, value) = cut.headers.iter_mut().find(|(it, _)| it == header).unwrap();
        let (time, rest) = value.split_once(',').unwrap();
        *value = format!("{time}{between}{{\"a\":1,{rest}");
        cut.body = match between {
            "" => br#".5}"#.to_vec(),
            _ => b"5}".to_vec(),
        };
        let verdict = receive(provider, &auth, &cut, NOW_MS);
        // Of two ways to sign, the other does not fit.
        let refused = [Reason::Malformed(header.to_owned()), Reason::Mismatch];
        let refused = refused.map(Verdict::Failed);
        assert!(refused.contains(&verdict), "{name} {between:?}: {verdict:?}");
    }
}

#[test]
fn nothing_can_be_moved_between_url_and_body() {
    let mut seen = Vec::new();
    for (provider, index, _) in rows() {
        let [auth, _] = secrets(provider);
        let Some(Scheme::Seal(scheme)) = provider.schemes(&auth).nth(index) else { continue };
        if !scheme.joins_url_and_body() {
            continue;
        }
        seen.push(provider.name);
        let url = "https://gateway.example/e/src_1/hooks";
        let body = br#"{"a":{"b":1},"c":"https://gateway.example/e/src_1/x"}"#;
        let sample = Sample::new(url, body, NOW_MS);
        let signed = signed(&Scheme::Seal(scheme), provider, &auth, &sample).unwrap();
        let at = |url: &str, body: &[u8]| {
            let signed = Signed { body: body.to_vec(), ..signed.clone() };
            verdict_on(provider, &auth, &signed, &[url.to_owned()], &[], NOW_MS)
        };
        assert_eq!(at(url, body), Verdict::Verified, "{}", provider.name);
        let whole = match scheme.signs("{url}{body}") {
            true => [url.as_bytes(), body].concat(),
            false => [body, url.as_bytes()].concat(),
        };
        for cut in 0..=whole.len() {
            let (front, back) = whole.split_at(cut);
            let (url_, body_) = match scheme.signs("{url}{body}") {
                true => (front, back),
                false => (back, front),
            };
            let verdict = at(&String::from_utf8_lossy(url_), body_);
            if body_ != body {
                // Of several ways to sign, another does not fit.
                let refused = [Reason::Malformed("body".to_owned()), Reason::Mismatch];
                let refused = refused.map(Verdict::Failed);
                assert!(refused.contains(&verdict), "{} {cut}: {verdict:?}", provider.name);
            }
        }
    }
    assert_eq!(seen, ["HUBSPOT", "HUBSPOT", "SQUARE", "TRELLO"]);
}

#[test]
fn a_time_is_a_number_or_a_date_and_a_nonce_a_word() {
    use scheme::Unit;
    for unit in [Unit::Seconds, Unit::Millis, Unit::Iso] {
        for text in ["1600000000", "1600000000000", "2026-03-02T08:14:05Z", "2026-03-02T08:14:05"] {
            assert!(unit.takes(text), "{text}");
        }
        for text in ["", "1600000000{", "1600000000.{\"a\":1", "1600000000a", "f3c1e9a2"] {
            assert!(!unit.takes(text), "{text}");
        }
    }
    for unit in [Unit::Seconds, Unit::Millis] {
        for text in ["1600000000", "1600000000000", "2020-09-13T12:26:40Z"] {
            assert_eq!(unit.read(text), Some(NOW_MS), "{text}");
        }
    }
    assert!(Unit::Nonce.takes("f3c1-e9_a2"));
    assert!(!Unit::Nonce.takes("") && !Unit::Nonce.takes("f3c1.{\"a\":1"));
}

#[test]
fn an_old_signature_fits_only_where_no_time_is_signed() {
    signing_rows(|provider, auth, scheme, signed| {
        let most = scheme.most();
        assert_eq!(
            scheme.signs("{t}") && provider.name != "NMI",
            most.is_some() && scheme.message.is_none(),
            "{}",
            provider.name
        );
        let away = most.unwrap_or(24 * 3600) + 2;
        let away_ms = i64::try_from(away).unwrap() * 1000;
        for now_ms in [NOW_MS + away_ms, NOW_MS - away_ms] {
            let expected = match most {
                None => Verdict::Verified,
                Some(most) => Verdict::Failed(Reason::Old(away, most)),
            };
            assert_eq!(receive(provider, auth, &signed, now_ms), expected, "{}", provider.name);
        }
    });
}
