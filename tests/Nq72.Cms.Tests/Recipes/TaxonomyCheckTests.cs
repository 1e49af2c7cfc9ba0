using Nq72.Cms.Taxonomies;

namespace Nq72.Cms.Tests.Recipes;

public sealed class TaxonomyCheckTests
{
    [Fact]
    public void Check_tells_a_taxonomy_or_a_term_that_is_given_twice()
    {
        PutTaxonomies.TermInput one = new("tin", "Tin", "", "1"), again = new("tin", "Tin", "", "2");

        var errors = PutTaxonomies.Check([new("genre", "Thể loại", "3", [one, again]), new("genre", "Thể loại", "4", [])]);

        Assert.Equal(["taxonomies[0].terms[1].key duplicate", "taxonomies[1].alias duplicate"], errors.Select(error => $"{error.Field} {error.Code}").Order(StringComparer.Ordinal));
    }
}
