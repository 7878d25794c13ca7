//! Every way to verify: the generic ones, then providers by name.
//!
//! To add one: add a row. `tests.rs` signs a sample by every row and spoils it in every way.
//!
//! Where a time is signed and no tolerance is given, neither documentation nor library name one, and it
//! is 300 s; of no provider is it known that it sends again what was signed before. Where a provider's
//! library allows less than its senders' clocks and queues need, ours is wider: Paddle's is 5 s.
//! Amazon's notification service signs when something was published, and may deliver it much later: its
//! age tells nothing.
//!
//! A row is *documented* unless it says `proven` (the provider's own library agrees with it) or
//! `unsure` (something of it is not published); `docs/providers.md` lists them all.

use super::encoding::Encoding;
use super::outside;
use super::place::Place;
use super::provider::{
    Provider, basic, configured, configured_hmac, configured_key, configured_vapi, guessed, odd,
    signs, svix_standard, token, webhook_standard,
};
use super::quirks;
use super::scheme::{Hash, Scheme, digest, ecdsa, ed25519, hmac, pss, rsa};

/// Ways that any provider may have.
pub(super) const GENERIC: &[Provider] = &[
    configured("API_KEY", configured_key).keyed("api_key").with(&["header_key"]).refused(),
    basic("BASIC_AUTH").refused(),
    configured("HMAC", configured_hmac).with(&["algorithm", "encoding", "header_key"]).refused(),
];

const MD5: Hash = Hash::Md5;
const SHA1: Hash = Hash::Sha1;
const SHA256: Hash = Hash::Sha256;
const SHA512: Hash = Hash::Sha512;

const fn header(name: &'static str) -> Place<'static> {
    Place::Header(name)
}

/// Types that the API has, in order.
#[rustfmt::skip]
pub(super) const PROVIDERS: &[Provider] = &[
    signs("ADYEN", hmac(SHA256).at(Place::Body("/notificationItems/0/NotificationRequestItem/additionalData/hmacSignature")).base64().secret_in_hex().over_what(quirks::adyen::MESSAGE)).proven(),
    signs("AIPRISE", hmac(SHA256).header("x-hmac-signature")),
    token("AIRCALL", Place::Body("/token")),
    signs("AIRTABLE", hmac(SHA256).header("x-airtable-content-mac").after("hmac-sha256=").secret_in_base64()),
    signs("AIRWALLEX", hmac(SHA256).header("x-signature").time(header("x-timestamp")).over("{t}{body}")),
    signs("AKENEO", hmac(SHA256).header("x-akeneo-request-signature").time(header("x-akeneo-request-timestamp")).over("{t}.{body}").within(300)),
    signs("ALCHEMY", hmac(SHA256).header("x-alchemy-signature")),
    signs("ALIPAY", rsa(SHA256).header("signature").field("signature").encoded(Encoding::EscapedBase64).id(header("client-id")).time(header("request-time")).over("{method} {path}\n{id}.{t}.{body}")).keyed("public_key"),
    signs("ASANA", hmac(SHA256).header("x-hook-signature")).echoed("x-hook-secret"),
    signs("ASCEND", hmac(SHA256).header("x-ascend-signature").field("v1").over("{t}:{body}")).unsure("whether the time is also in a header of its own"),
    signs("ASHBY", hmac(SHA256).header("ashby-signature").after("sha256=")),
    signs("ATTENTIVE", hmac(SHA256).header("x-attentive-hmac-sha256")),
    signs("AWS_SNS", rsa(SHA256).at(Place::Body("/Signature")).over_what(quirks::aws_sns::MESSAGE).key_from(outside::sns)).or(&[Scheme::Seal(rsa(SHA1).at(Place::Body("/Signature")).over_what(quirks::aws_sns::MESSAGE).key_from(outside::sns))]).keyed(""),
    signs("BIGCOMMERCE", webhook_standard().secret_in_text()),
    signs("BONDSMITH", hmac(SHA256).header("bond-signature").field("v1").over("{t}.{body}")).or(&[Scheme::Seal(hmac(SHA256).header("bond-signature").field("v1").over("{t}{body}"))]).unsure("what stands between time and body: a dot and nothing are taken"),
    signs("BRIDGE_API", hmac(SHA256).header("bridgeapi-signature").several(',').after("v1=").encoded(Encoding::UpperHex)),
    signs("BRIDGE_XYZ", rsa(SHA256).header("x-webhook-signature").field("v0").millis().within(600).over_what(quirks::bridge::MESSAGE)).keyed("public_key"),
    signs("BUNNY_STREAM", hmac(SHA256).header("x-bunnystream-signature")),
    guessed("CHAINDOTS"),
    basic("CHARGEBEE_BILLING"),
    signs("CIRCLE", ecdsa(SHA256).header("x-circle-signature").key_from(outside::circle)).keyed("api_key"),
    signs("CLAUDE", webhook_standard()).proven(),
    signs("CLIO", hmac(SHA256).header("x-hook-signature")).echoed("x-hook-secret"),
    signs("CLOUDINARY", digest(SHA1).header("x-cld-signature").time(header("x-cld-timestamp")).over("{body}{t}{secret}").within(7200)).proven(),
    token("CLOUDSIGNAL", Place::Body("/apikey")).keyed("api_key"),
    odd("COINBASE", &quirks::coinbase::ODD).proven(),
    signs("COMMERCELAYER", hmac(SHA256).header("x-commercelayer-signature").base64()),
    guessed("COMMUNITY"),
    signs("COURIER", hmac(SHA256).header("courier-signature").field("signature").over("{t}.{body}").millis()),
    signs("CURSOR", hmac(SHA256).header("x-webhook-signature").after("sha256=")),
    signs("CUSTOMERIO", hmac(SHA256).header("x-cio-signature").time(header("x-cio-timestamp")).over("v0:{t}:{body}")),
    signs("DISCORD", ed25519().header("x-signature-ed25519").encoded(Encoding::Hex).time(header("x-signature-timestamp")).over("{t}{body}")).keyed("public_key").refused().proven(),
    signs("DOCUSIGN", hmac(SHA256).header("x-docusign-signature-1").base64()).or(&[Scheme::Seal(hmac(SHA256).header("x-docusign-signature-2").base64())]),
    signs("EBAY", ecdsa(SHA1).at(Place::Packed("x-ebay-signature", "/signature")).key_from(outside::ebay)).keyed("client_secret").with(&["client_id", "dev_id", "environment", "verification_token"]),
    signs("ELEVENLABS", hmac(SHA256).header("elevenlabs-signature").field("v0").over("{t}.{body}").within(1800)).proven(),
    signs("ENODE", hmac(SHA1).header("x-enode-signature").after("sha1=")),
    signs("EXACT_ONLINE", hmac(SHA256).at(Place::Body("/HashCode")).encoded(Encoding::UpperHex).over_what(quirks::exact_online::MESSAGE)),
    signs("FACEBOOK", hmac(SHA256).header("x-hub-signature-256").after("sha256=")),
    signs("FASTSPRING", hmac(SHA256).header("x-fs-signature").base64()),
    signs("FAUNDIT", hmac(SHA256).header("x-faundit-signature-next").after("v1=").time(header("x-faundit-request-timestamp")).over("v1:{t}:{body}")).unsure("the time's header"),
    signs("FAVRO", hmac(SHA1).header("x-favro-webhook").base64().id(Place::Body("/payloadId")).over("{id}{url}")),
    odd("FIREBLOCKS", &quirks::fireblocks::ODD).keyed("environment"),
    signs("FIREFLIES", hmac(SHA256).header("x-hub-signature").after("sha256=")),
    guessed("FISERV").maybe(&["algorithm", "encoding", "header_key", "store_name"]),
    signs("FLEXPORT", hmac(SHA256).header("x-hub-signature-256").after("sha256=")),
    signs("FRONTAPP", hmac(SHA256).header("x-front-signature").base64().time(header("x-front-request-timestamp")).over("{t}:{body}")).or(&[Scheme::Seal(hmac(SHA1).header("x-front-signature").base64())]),
    odd("FUSIONAUTH", &quirks::fusionauth::ODD),
    signs("GEMINI", webhook_standard()),
    signs("GITHUB", hmac(SHA256).header("x-hub-signature-256").after("sha256=")).proven(),
    token("GITLAB", header("x-gitlab-token")).keyed("api_key"),
    signs("GOCARDLESS", hmac(SHA256).header("webhook-signature")),
    odd("GOOGLE_PUBSUB", &quirks::google_pubsub::ODD).keyed("audience").with(&["service_account_email"]),
    basic("GREENDOT"),
    signs("HUBSPOT", hmac(SHA256).header("x-hubspot-signature-v3").base64().time(header("x-hubspot-request-timestamp")).millis().over("{method}{url}{body}{t}").within(300)).or(&[Scheme::Seal(digest(SHA256).header("x-hubspot-signature").over("{secret}{method}{url}{body}")), Scheme::Seal(digest(SHA256).header("x-hubspot-signature").over("{secret}{body}"))]).proven(),
    signs("INTERCOM", hmac(SHA1).header("x-hub-signature").after("sha1=")),
    signs("LINEAR", hmac(SHA256).header("linear-signature")).proven(),
    signs("LINKEDIN", hmac(SHA256).header("x-li-signature").over("hmacsha256={body}")),
    signs("LITHIC", webhook_standard()),
    signs("MAILCHIMP", hmac(SHA1).header("x-mandrill-signature").base64().over_what(quirks::twilio::MESSAGE)).or(&[Scheme::Token(Place::Query("secret"))]).unsure("whether audience webhooks are meant, or Mandrill's: the signature is taken, and the secret in the query"),
    signs("MAILGUN", hmac(SHA256).at(Place::Body("/signature/signature")).time(Place::Body("/signature/timestamp")).id(Place::Body("/signature/token")).over("{t}{id}").within(900)).proven(),
    token("MERAKI", Place::Body("/sharedSecret")).keyed("api_key"),
    odd("NEON", &quirks::neon::ODD).keyed("neon_auth_url"),
    signs("NMI", hmac(SHA256).header("webhook-signature").field("s").nonce().over("{t}.{body}")),
    signs("NUVEMSHOP", hmac(SHA256).header("x-linkedstore-hmac-sha256")),
    signs("NYLAS", hmac(SHA256).header("x-nylas-signature")),
    token("OKTA", header("authorization")),
    signs("OPENAI", webhook_standard().secret_in_base64_if_marked()).proven(),
    signs("ORB", hmac(SHA256).header("x-orb-signature").after("v1=").time(header("x-orb-timestamp")).iso().over("v1:{t}:{body}").within(300)).proven(),
    signs("OURA", hmac(SHA256).header("x-oura-signature").encoded(Encoding::UpperHex).time(header("x-oura-timestamp")).over("{t}{body}")),
    signs("PADDLE", hmac(SHA256).header("paddle-signature").time_field("ts").field("h1").over("{t}:{body}").within(300)).proven(),
    signs("PAYMOB", hmac(SHA512).at(Place::Query("hmac")).over_what(quirks::paymob::MESSAGE)),
    signs("PAYPAL", rsa(SHA256).header("paypal-transmission-sig").id(header("paypal-transmission-id")).time(header("paypal-transmission-time")).iso().over("{id}|{t}|{webhook_id}|{crc32}").key_from(outside::paypal)).keyed("webhook_id"),
    signs("PAYPRO_GLOBAL", digest(SHA256).at(Place::Form("SIGNATURE")).over_what(quirks::paypro::MESSAGE)),
    signs("PAYSTACK", hmac(SHA512).header("x-paystack-signature")),
    signs("PERSONA", hmac(SHA256).header("persona-signature").field("v1").over("{t}.{body}")),
    signs("PICQER", hmac(SHA256).header("x-picqer-signature").base64()),
    basic("PIPEDRIVE"),
    signs("POLAR", webhook_standard().secret_in_text()).proven(),
    guessed("PORTAL"),
    basic("POSTMARK"),
    signs("PRAXIS", digest(Hash::Sha384).header("gt-authentication").over_what(quirks::praxis::MESSAGE)).unsure("the list of fields, which differs by product"),
    guessed("PROPERTY-FINDER"),
    signs("PYLON", hmac(SHA256).header("pylon-webhook-signature").after("hs256=").time(header("pylon-webhook-timestamp")).over("{t}.{body}")),
    signs("QUOTER", digest(MD5).at(Place::Form("hash")).time(Place::Form("timestamp")).over("{secret}{t}{form:data}")),
    signs("RAZORPAY", hmac(SHA256).header("x-razorpay-signature")).proven(),
    signs("RECHARGE", hmac(SHA256).header("x-recharge-webhook-signature").field("v1").over("{t}.{body}").within(172_800)).or(&[Scheme::Seal(digest(SHA256).header("x-recharge-hmac-sha256").over("{secret}{body}"))]),
    signs("RECURLY", hmac(SHA256).header("recurly-signature").time_first().millis().over("{t}.{body}")).unsure("what stands between time and body"),
    guessed("REPAY"),
    signs("REPLICATE", webhook_standard()).proven(),
    signs("RESEND", svix_standard()).or(&[Scheme::Seal(webhook_standard())]).proven(),
    signs("RETELL", hmac(SHA256).header("x-retell-signature").time_field("v").field("d").over("{body}{t}").millis().within(300)).proven(),
    signs("REVOLUT", hmac(SHA256).header("revolut-signature").several(',').after("v1=").time(header("revolut-request-timestamp")).over("v1.{t}.{body}").millis().within(300)),
    token("RING_CENTRAL", header("verification-token")).keyed("token"),
    signs("SANITY", hmac(SHA256).header("sanity-webhook-signature").field("v1").encoded(Encoding::Base64Url).over("{t}.{body}").millis()).proven(),
    signs("SCRAPFLY", hmac(SHA256).header("x-scrapfly-webhook-signature").encoded(Encoding::UpperHex)),
    signs("SENDGRID", ecdsa(SHA256).header("x-twilio-email-event-webhook-signature").time(header("x-twilio-email-event-webhook-timestamp")).over("{t}{body}")).proven(),
    signs("SHIPBOB", webhook_standard()),
    signs("SHIPHERO", hmac(SHA256).header("x-shiphero-hmac-sha256").base64()),
    signs("SHIPSTATION", rsa(SHA256).header("x-shipengine-rsa-sha256-signature").time(header("x-shipengine-timestamp")).iso().over("{t}.{body}").within(300)).keyed("public_key").unsure("what stands between time and body"),
    signs("SHOPIFY", hmac(SHA256).header("x-shopify-hmac-sha256").base64()).refused().proven(),
    signs("SHOPLINE", hmac(SHA256).header("x-shopline-hmac-sha256").encoded(Encoding::HexOrBase64)),
    signs("SLACK", hmac(SHA256).header("x-slack-signature").after("v0=").time(header("x-slack-request-timestamp")).over("v0:{t}:{body}").within(300)).proven(),
    signs("SMARTCAR", hmac(SHA256).header("sc-signature")),
    signs("SMILE", hmac(SHA512).at(Place::AnyHeader(&["smile-signature", "x-smile-signature"]))).or(&[Scheme::Seal(hmac(SHA256).at(Place::AnyHeader(&["smile-signature", "x-smile-signature"])))]).unsure("the header, and whether it is SHA-512 or SHA-256: both are taken"),
    signs("SOLIDGATE", hmac(SHA512).header("signature").encoded(Encoding::HexInBase64).id(header("merchant")).over("{id}{body}{id}")).proven(),
    signs("SQUARE", hmac(SHA256).header("x-square-hmacsha256-signature").base64().over("{url}{body}")).proven(),
    signs("STATSIG", hmac(SHA256).header("x-statsig-signature").after("v0=").time(header("x-statsig-request-timestamp")).over("v0:{t}:{body}").millis()),
    signs("STRIPE", hmac(SHA256).header("stripe-signature").field("v1").over("{t}.{body}").within(300)).proven(),
    signs("SVIX", svix_standard()).or(&[Scheme::Seal(webhook_standard())]).proven(),
    signs("SYNCTERA", hmac(SHA256).header("synctera-signature").several('.').time(header("request-timestamp")).over("{t}.{body}").within(300)),
    signs("TALLY", hmac(SHA256).header("tally-signature").base64()),
    signs("TEBEX", hmac(SHA256).header("x-signature").over("{sha256}")),
    signs("TELNYX", ed25519().header("telnyx-signature-ed25519").time(header("telnyx-timestamp")).over("{t}|{body}").within(300)).keyed("public_key").proven(),
    guessed("THREE_D_EYE"),
    signs("TIKTOK", hmac(SHA256).header("tiktok-signature").field("s").over("{t}.{body}")),
    signs("TIKTOK_SHOP", hmac(SHA256).header("authorization").over("{app_key}{body}")).with(&["app_key"]),
    signs("TOKENIO", ed25519().header("token-signature").encoded(Encoding::Base64Url)).keyed("public_key"),
    signs("TREEZOR", hmac(SHA256).at(Place::Body("/object_payload_signature")).base64().over_what(quirks::treezor::MESSAGE)),
    signs("TRELLO", hmac(SHA1).header("x-trello-webhook").base64().over("{body}{url}")),
    signs("TWILIO", hmac(SHA1).header("x-twilio-signature").base64().over_what(quirks::twilio::MESSAGE)).proven(),
    signs("TWITCH", hmac(SHA256).header("twitch-eventsub-message-signature").after("sha256=").id(header("twitch-eventsub-message-id")).time(header("twitch-eventsub-message-timestamp")).iso().over("{id}{t}{body}").within(600)),
    signs("TWITTER", hmac(SHA256).header("x-twitter-webhooks-signature").after("sha256=").base64()).keyed("api_key").refused().proven(),
    signs("TYPEFORM", hmac(SHA256).header("typeform-signature").after("sha256=").base64()),
    signs("UBER", hmac(SHA256).header("x-uber-signature")),
    signs("UPOLLO", hmac(SHA512).at(Place::AnyHeader(&["upollo-signature", "x-upollo-signature", "userwatch-signature"])).field("s0")).unsure("the header"),
    signs("USPS", hmac(SHA256).header("x-hmac").base64().over_what(quirks::usps::MESSAGE)).unsure("the names in the envelope"),
    signs("UTILA", pss(SHA512).header("x-utila-signature")).keyed("public_key"),
    configured("VAPI", configured_vapi).maybe(&["algorithm", "encoding", "header_key"]),
    signs("VERCEL", hmac(SHA1).header("x-vercel-signature")),
    signs("VERCEL_LOG_DRAINS", hmac(SHA1).header("x-vercel-signature")).maybe(&["vercel_log_drains_secret"]),
    signs("VOLUME", rsa(SHA256).header("authorization").after("SHA256withRSA ").key_from(outside::volume)).keyed("environment"),
    signs("WALMART", hmac(SHA256).header("wm_sec.signature").base64().time(header("wm_sec.timestamp")).over("{method}\n{path}\n{t}\n{sha256}").within(300)),
    signs("WECHAT", rsa(SHA256).header("wechatpay-signature").id(header("wechatpay-nonce")).time(header("wechatpay-timestamp")).over("{t}\n{id}\n{body}\n").within(300)).keyed("public_key"),
    signs("WHATSAPP", hmac(SHA256).header("x-hub-signature-256").after("sha256=")),
    odd("WIX", &quirks::wix::ODD),
    signs("WOOCOMMERCE", hmac(SHA256).header("x-wc-webhook-signature").base64()),
    signs("WORKOS", hmac(SHA256).header("workos-signature").field("v1").over("{t}.{body}").millis().within(180)).proven(),
    signs("XERO", hmac(SHA256).header("x-xero-signature").base64()).refused(),
    signs("ZENDESK", hmac(SHA256).header("x-zendesk-webhook-signature").base64().time(header("x-zendesk-webhook-signature-timestamp")).over("{t}{body}")),
    signs("ZEROHASH", hmac(SHA256).header("x-zh-hook-signature-256").time(header("x-zh-hook-timestamp")).millis().over("{body}{t}").within(300)).unsure("the headers"),
    signs("ZOOM", hmac(SHA256).header("x-zm-signature").after("v0=").time(header("x-zm-request-timestamp")).over("v0:{t}:{body}")).refused(),
];
