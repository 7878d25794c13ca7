//! Where a request carries its proof, for whoever keeps a request without it.

use serde_json::{Map, Value};

use super::place::Place;
use super::provider::provider;
use super::scheme::Scheme;

/// Where a request carries a proof, or the secret itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof<'a> {
    /// In the header of this name, in any case.
    Header(&'a str),
    /// In the query, under this name.
    Query(&'a str),
    /// In the form that is the body, under this name.
    Form(&'a str),
    /// In the JSON body, at this pointer.
    Body(&'a str),
}

/// Where requests of this type, or auth type, carry what proves them; where only code knows, it is
/// not said.
pub fn proofs<'a>(auth_type: &str, auth: &'a Map<String, Value>) -> Vec<Proof<'a>> {
    let schemes = provider(auth_type).into_iter().flat_map(|it| it.schemes(auth));
    let places = schemes.flat_map(|it| match it {
        Scheme::Seal(seal) => places(seal.signature),
        Scheme::Token(place) => places(place),
        Scheme::Basic => vec![Proof::Header("authorization")],
        Scheme::Odd(_) => Vec::new(),
    });
    places.collect()
}

fn places(place: Place<'_>) -> Vec<Proof<'_>> {
    match place {
        Place::Header(name) | Place::Packed(name, _) => vec![Proof::Header(name)],
        Place::HeaderOrQuery(name) => vec![Proof::Header(name), Proof::Query(name)],
        Place::AnyHeader(names) => names.iter().map(|it| Proof::Header(it)).collect(),
        Place::Query(name) => vec![Proof::Query(name)],
        Place::Form(name) => vec![Proof::Form(name)],
        Place::Body(pointer) => vec![Proof::Body(pointer)],
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_proof_is_where_the_type_or_the_auth_says() {
        let auth = json!({ "header_key": "x-acme", "api_key": "k" });
        let auth = auth.as_object().unwrap();
        let both = [Proof::Header("x-acme"), Proof::Query("x-acme")];
        assert_eq!(proofs("API_KEY", auth), both);
        assert!(proofs("TRELLO", auth).contains(&Proof::Header("x-trello-webhook")));
        assert!(proofs("CLOUDSIGNAL", auth).contains(&Proof::Body("/apikey")));
        assert_eq!(proofs("HTTP", auth), []);
    }
}
