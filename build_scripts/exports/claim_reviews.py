"""The claims as schema.org ClaimReview, for programs that read fact checks."""

from build_scripts.language import Language
from build_scripts.model import Model

# schema.org asks for a number beside the word; what is not settled has none
RATINGS = {"true": 5, "was_true_until": 3, "mixes_two_things": 3, "false": 1}


def claim_reviews(model: Model, language: Language, address: str) -> list[dict]:
    """Return one ClaimReview for each claim; `address` is that of the page that shows them."""
    words = model.package.labels("claims", "verdict", language.code)
    reviews = []
    for view in model.claims:
        claim = view.claim
        rating = {"@type": "Rating", "alternateName": words[view.verdict]}
        if view.verdict in RATINGS:
            rating |= {"ratingValue": RATINGS[view.verdict], "bestRating": 5, "worstRating": 1}
        reviews.append(
            {
                "@context": "https://schema.org",
                "@type": "ClaimReview",
                "url": f"{address}#{claim['claim_id']}",
                "claimReviewed": language.pick(claim, "claim"),
                "itemReviewed": {
                    "@type": "Claim",
                    "appearance": {
                        "@type": "CreativeWork",
                        "url": model.sources[claim["seen_source_id"]]["url"],
                    },
                },
                "author": {"@type": "Organization", "name": "Korea Crypto Rules"},
                "datePublished": claim["last_checked_on"].isoformat(),
                "reviewRating": rating,
                "inLanguage": language.code,
            }
        )
    return reviews
