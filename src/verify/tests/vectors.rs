//! What other people's code signed is verified.

use super::*;
use data_encoding::HEXLOWER;

#[test]
fn of_a_json_body_twilio_signs_the_hash_in_the_url() {
    use sha2::Digest as _;
    let provider = provider("TWILIO").unwrap();
    let [auth, _] = secrets(provider);
    let body = br#"{"a":1}"#.to_vec();
    let hash = HEXLOWER.encode(&sha2::Sha256::digest(&body));
    let url = format!("https://h/e/src_1?bodySHA256={hash}");
    let scheme = provider.schemes(&auth).next().unwrap();
    let urls = [url.clone()];
    // The URL alone is signed.
    let Scheme::Seal(seal) = scheme else { panic!("not a signature") };
    let key = auth["webhook_secret_key"].as_str().unwrap().as_bytes();
    let proof = Encoding::Base64.encode(&seal.compute(key, &[url.as_bytes().into()]));
    let verdict = |body: &[u8]| {
        let header = |name: &str| match name {
            "x-twilio-signature" => Some(proof.as_bytes()),
            "content-type" => Some(&b"application/json"[..]),
            _ => None,
        };
        let query = url.split_once('?').unwrap().1;
        let evidence = Evidence {
            method: "POST",
            urls: &urls,
            header: &header,
            query,
            body,
            parsed: &Parsed::default(),
            now_ms: NOW_MS,
            fetched: &[],
        };
        check("TWILIO", &auth, &evidence)
    };
    assert_eq!(verdict(&body), Verdict::Verified);
    assert_eq!(verdict(br#"{"a":2}"#), Verdict::Failed(Reason::Altered));
}

/// Checks a request that was signed by somebody else's code.
#[track_caller]
fn genuine(name: &str, secret: &str, headers: &[(&str, &str)], body: &str, now: i64) {
    let row = provider(name).unwrap();
    let headers = headers.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
    let request = Signed { headers, body: body.as_bytes().to_vec(), ..Signed::default() };
    let auth = auth(json!({row.secret: secret}));
    assert_eq!(receive(row, &auth, &request, now * 1000), Verdict::Verified, "{name}");
    let mut altered = request.clone();
    altered.body.push(b' ');
    let verdict = receive(row, &auth, &altered, now * 1000);
    assert_eq!(verdict, Verdict::Failed(Reason::Mismatch), "{name}");
}

#[test]
fn requests_that_others_signed_are_verified() {
    // From GitHub's documentation.
    genuine(
        "GITHUB",
        "It's a Secret to Everybody",
        &[(
            "x-hub-signature-256",
            "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
        )],
        "Hello, World!",
        0,
    );
    // From the libraries of Standard Webhooks.
    genuine(
        "SVIX",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        &[
            ("svix-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
            ("svix-timestamp", "1614265330"),
            ("svix-signature", "v1a,x v1,x= v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
        ],
        r#"{"test": 2432232314}"#,
        1_614_265_330,
    );
    // Computed by Python's hmac and hashlib.
    let body = r#"{"id":1}"#;
    let of_body = "1VB1oHttB+ixAW/9te/WkDGW99qVMMxQXJuniMBwypY=";
    genuine(
        "TWITTER",
        "k",
        &[("x-twitter-webhooks-signature", &format!("sha256={of_body}"))],
        body,
        0,
    );
    genuine(
        "TEBEX",
        "k",
        &[("x-signature", "bf66f5722baf51c14e0e303fd0503544af694919d90d4680e12edb60950e067a")],
        body,
        0,
    );
    genuine(
        "SOLIDGATE",
        "k",
        &[
            ("merchant", "pub"),
            (
                "signature",
                "YzFhZjk4ZDIwM2NhZjc4NWFkMzcyZDc2OTZhNDlhM2NlYzNkM2Y5NmNhNjU5Y2IzMWUxY2JmZjMxYTEw\
                 MTU3OTRkZTU5Zjk1ZTMxZTk0YWY3MjM2ZWYwYTcyOTI3OWZhYzMxMjRiZWU5MjFmODRiZTVkNzBhNGEw\
                 N2YzMTQwZTA=",
            ),
        ],
        body,
        0,
    );
    genuine(
        "CLOUDINARY",
        "k",
        &[
            ("x-cld-timestamp", "1600000000"),
            ("x-cld-signature", "8f69279071d6e759969f577e8101aa24e1aecda8"),
        ],
        body,
        1_600_000_000,
    );
    genuine(
        "RECHARGE",
        "k",
        &[(
            "x-recharge-hmac-sha256",
            "81a43900ccfe2ab2ddec727ed6ef74b8511fb5d6de510a4590cceb9e42e0578f",
        )],
        body,
        0,
    );
    genuine(
        "LINKEDIN",
        "k",
        &[("x-li-signature", "6b5e235739f07647734839b280aba368fcf41866e2c42a43454e991ff85a8d3e")],
        body,
        0,
    );
    genuine(
        "SANITY",
        "k",
        &[(
            "sanity-webhook-signature",
            "t=1600000000000,v1=xL4Y2nPbUbofTYtU1ztF_TJo9zkEL1hJA6rvGkvKlqs",
        )],
        body,
        1_600_000_000,
    );
    genuine(
        "ENODE",
        "k",
        &[("x-enode-signature", "sha1=9c0673e7087d8b1a227e56b8f00188c3bab84998")],
        body,
        0,
    );
    genuine(
        "PAYSTACK",
        "k",
        &[(
            "x-paystack-signature",
            "d86ff20468b6f037422093ddd5f9c744a6cd1c19adf5bc018c9f6f3a6656cdddddaa88a9aad403650a\
             09eec74cdd7c60a337a2e35c416fa4b9663d2cec98cf97",
        )],
        body,
        0,
    );
}

/// Checks what somebody else's code signed, with a URL and keys of their own.
#[track_caller]
fn genuine_at(name: &str, auth_: Value, url: &str, headers: &[(&str, &str)], body: &str, now: i64) {
    let auth = auth(auth_);
    let urls = [url.to_owned()];
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let verdict = |body: &[u8]| {
        let header = |name: &str| {
            let (_, value) = headers.iter().find(|(it, _)| *it == name)?;
            Some(value.as_bytes())
        };
        let certificate = (Want::to_visit(CERTIFICATE_URL), Some(CERTIFICATE.as_bytes().to_vec()));
        let evidence = Evidence {
            method: "POST",
            urls: &urls,
            header: &header,
            query,
            body,
            parsed: &Parsed::default(),
            now_ms: now * 1000,
            fetched: &[certificate],
        };
        check(name, &auth, &evidence)
    };
    assert_eq!(verdict(body.as_bytes()), Verdict::Verified, "{name}");
    let altered = ["hello", "1130", "18005"].iter().find_map(|part| {
        body.contains(part).then(|| body.replacen(part, &part.replace(['h', '1'], "7"), 1))
    });
    let altered = altered.unwrap();
    assert_ne!(altered, body, "{name}");
    assert_eq!(verdict(altered.as_bytes()), Verdict::Failed(Reason::Mismatch), "{name}");
}

#[test]
fn the_vectors_of_providers_own_libraries_are_verified() {
    // From Twilio's libraries.
    genuine_at(
        "TWILIO",
        json!({ "webhook_secret_key": "12345" }),
        "https://mycompany.com/myapp.php?foo=1&bar=2",
        &[("x-twilio-signature", "RSOYDt4T1cUTdK1PDd93/VVr8B8=")],
        "CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309\
         &To=%2B18005551212",
        0,
    );
    // From Adyen's.
    genuine_at(
        "ADYEN",
        json!({
            "webhook_secret_key":
                "44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056",
        }),
        URL,
        &[],
        r#"{"live":"false","notificationItems":[{"NotificationRequestItem":{"additionalData":
            {"hmacSignature":"coqCmt/IZ4E3CzPvMY8zTjQVL5hYJUiBRg8UU+iCWo0="},
            "amount":{"currency":"EUR","value":1130},"pspReference":"7914073381342284",
            "eventCode":"AUTHORISATION","eventDate":"2014-08-06T17:15:34.121+02:00",
            "merchantAccountCode":"TestMerchant","operations":["CANCEL","CAPTURE","REFUND"],
            "merchantReference":"TestPayment-1407325143704","paymentMethod":"visa",
            "success":"true"}}]}"#,
        0,
    );
    // From SendGrid's; the body ends in a line break.
    genuine_at(
        "SENDGRID",
        json!({
            "webhook_secret_key":
                "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1flpV\
                 KS3GRqe62gw+2fNNRaINXvVpiglSI8eNEc6wEA3F+g==",
        }),
        URL,
        &[
            (
                "x-twilio-email-event-webhook-signature",
                "MEUCIGHQVtGj+Y3LkG9fLcxf3qfI10QysgDWmMOVmxG0u6ZUAiEAyBiXDWzM+uOe5W0JuG+luQAbPIqHh8\
                 9M15TluLtEZtM=",
            ),
            ("x-twilio-email-event-webhook-timestamp", "1600112502"),
        ],
        "[{\"email\":\"hello@world.com\",\"event\":\"dropped\",\"reason\":\"Bounced Address\",\
         \"sg_event_id\":\"ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA\",\
         \"sg_message_id\":\"LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0\",\
         \"smtp-id\":\"<LRzXl_NHStOGhQ4kofSm_A@ismtpd0039p1iad1.sendgrid.net>\",\
         \"timestamp\":1600112492}]\r\n",
        1_600_112_502,
    );
}

const CERTIFICATE_URL: &str = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-9c6465fa7f48f5cacd23014631ec1136.pem";

#[test]
fn what_is_signed_with_sha_1_and_a_certificate_is_verified() {
    // By OpenSSL, as the notification service does by default.
    genuine_at(
        "AWS_SNS",
        json!({}),
        URL,
        &[],
        &json!({
            "Type": "Notification", "MessageId": "m1", "TopicArn": "arn:aws:sns:us-east-1:1:t",
            "Message": "hello", "Timestamp": "2026-03-02T08:14:05.000Z", "SignatureVersion": "1",
            "SigningCertURL": CERTIFICATE_URL,
            "Signature": "mfC8OMqhcM05BNB+KRzkjihdXk3iONLM+nirLkgy10hCX2cmZkYhDnskHCmqRO8dr5PvwihGT/oO\
                +bH4yAqvNWO+BcHrGIArWH8E3vnuh9opBgnESH1M+5zCHGfwYrA/tyXjs00PtahMFxWGdc9o+hXs\
                3+VIsUFDTKSuipuZBIHjYgjBEpOz1a+EL8Ne8Opc+R5cGNJ/V59E7HIxZDgwtEVaax3Ex2PEG6JE\
                UV9o9Lezmo4uPyvBF9HLCWNp7TeO+vPCJtpfuACrX6mdXWLJ6C68Eslm/E+fEyTvfDaGoJSkP38p\
                VLCkkeNjWoZzzrcQR6+3vPcfvFdP+RPtk4d9xw==",
        })
        .to_string(),
        1_795_824_000,
    );
}

const CERTIFICATE: &str = "\
    -----BEGIN CERTIFICATE-----\n\
    MIIDGzCCAgOgAwIBAgIUPv5qLfbTHZlOE4hiP0JZKWWujgswDQYJKoZIhvcNAQEL\n\
    BQAwHDEaMBgGA1UEAwwRc25zLmFtYXpvbmF3cy5jb20wIBcNMjYxMTI3MTQ1MDA4\n\
    WhgPMjEyNjExMDMxNDUwMDhaMBwxGjAYBgNVBAMMEXNucy5hbWF6b25hd3MuY29t\n\
    MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA6aEkc+P8xTddU4Fy9U+0\n\
    PnjY0XsJab2N7OFdCGUt0nt1zJ0vJxUyoScj+f8VVJlDYCK4PMaPD8pSu7QU4ZAI\n\
    YWg/ZnlJiTBp6cWu9y/0ZbarZnr57CP6aVnE+eJ7XlDvCEUWmfnnboxKVGqLTS15\n\
    Lrzi0iNkrQ0MTZQm5ML9Xj+mL/M6GbpUGLoBH4b+IvoxKnbT9vWymEzLr3IVORX2\n\
    tr/4B+BAE6qP8K6vjx5shh+xWzKawhbRheIp11Rn58JKWAYFWcKhMA06W7F81ySQ\n\
    QBOQ3KqYtjgWSAPX5LeAdJmLWurmTGa9AS9nZKlLfvl1xQoCSrT84Z+JhK2gJ5gB\n\
    AQIDAQABo1MwUTAdBgNVHQ4EFgQUy5rpbEL2GyFuftak1aAwhK04A7UwHwYDVR0j\n\
    BBgwFoAUy5rpbEL2GyFuftak1aAwhK04A7UwDwYDVR0TAQH/BAUwAwEB/zANBgkq\n\
    hkiG9w0BAQsFAAOCAQEAs8rNatVvqxzRi8OxVCooVRuudNdzJ6bu6PYDQGFebM1w\n\
    zwLJ/OiLo6sOqlS9OXc4YuE0nJs/nSZXV05uWIpy+074c7HbKaA5gpl4d/WL6wbF\n\
    jZdnZ0XV1q8MCc5CWt0SpISEqk02pvn1H4NRg6AAkqP6DL5VQtRl/aQdt26UzEUS\n\
    ACTJxegIiNMTBLCscmsMTXtH8+m1LNAWKocTUhG8BcArnlNmgq4htKsALsD35Wu6\n\
    xAttx2C/GdGv0XDaY0rR5siynVqTy+cPDi/HYM09T67JJeZ9FXFzcHDaXQnKC9bp\n\
    w/LqP9TPAaMq8GAts+0Qw5eqcZE9mRr983yqIGXDsQ==\n\
    -----END CERTIFICATE-----\n";
