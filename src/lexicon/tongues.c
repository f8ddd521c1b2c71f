#include "tongues.h"

static const struct {
  uint32_t first, last;
  enum script script;
} ranges[] = {
    {'A', 'Z', SCRIPT_LATIN},         {'a', 'z', SCRIPT_LATIN},          {0x00AA, 0x024F, SCRIPT_LATIN},
    {0x0370, 0x03FF, SCRIPT_GREEK},   {0x0400, 0x052F, SCRIPT_CYRILLIC}, {0x0531, 0x058F, SCRIPT_ARMENIAN},
    {0x0591, 0x05FF, SCRIPT_HEBREW},  {0x0600, 0x077F, SCRIPT_ARABIC},   {0x0900, 0x097F, SCRIPT_DEVANAGARI},
    {0x0980, 0x09FF, SCRIPT_BENGALI}, {0x0B80, 0x0BFF, SCRIPT_TAMIL},    {0x0E00, 0x0E7F, SCRIPT_THAI},
    {0x0E80, 0x0EFF, SCRIPT_LAO},     {0x1000, 0x109F, SCRIPT_BURMESE},  {0x10A0, 0x10FF, SCRIPT_GEORGIAN},
    {0x1100, 0x11FF, SCRIPT_HANGUL},  {0x1780, 0x17FF, SCRIPT_KHMER},    {0x1E00, 0x1EFF, SCRIPT_LATIN},
    {0x1F00, 0x1FFF, SCRIPT_GREEK},   {0x3041, 0x30FF, SCRIPT_KANA},     {0x3130, 0x318F, SCRIPT_HANGUL},
    {0x3400, 0x9FFF, SCRIPT_HAN},     {0xAC00, 0xD7A3, SCRIPT_HANGUL},   {0xF900, 0xFAFF, SCRIPT_HAN},
    {0xFB1D, 0xFB4F, SCRIPT_HEBREW},  {0xFB50, 0xFDFF, SCRIPT_ARABIC},   {0xFE70, 0xFEFF, SCRIPT_ARABIC},
    {0xFF21, 0xFF5A, SCRIPT_LATIN},   {0xFF66, 0xFF9F, SCRIPT_KANA},     {0x20000, 0x3FFFF, SCRIPT_HAN},
};

enum script script_of(uint32_t letter) {
  size_t low = 0, high = COUNT_OF(ranges);
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (letter > ranges[middle].last) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < COUNT_OF(ranges) && letter >= ranges[low].first ? ranges[low].script : SCRIPT_NONE;
}

/*
 * Languages without a stemmer are here where they would be taken for a neighbour (Polish, Ukrainian, Persian); their
 * words are then not stemmed by the rules of another language.
 */
static const struct tongue tongues[] = {
    {"en", SCRIPT_LATIN,
     "the of and to in is that for it as was with on are be this by have or from at not but which you an we they has can if will "
     "when your do their should",
     ""},
    {"de", SCRIPT_LATIN,
     "der die das den dem des und in von zu mit sich auf für ist im nicht ein eine einer einem einen als auch an es aus bei "
     "werden wird dass sie nach sind oder wie wenn kann zur zum über",
     "äöüß"},
    {"nl", SCRIPT_LATIN,
     "de van het een en in is dat op te zijn voor met die niet aan er om ook als dan bij of uit door naar worden wordt deze kan "
     "maar kunt wanneer",
     ""},
    {"af", SCRIPT_LATIN,
     "die van en in is nie het dat vir met wat om as op te aan hy deur sal ook word kan by uit jy jou hulle wees", ""},
    {"sv", SCRIPT_LATIN,
     "och att det som en ett på är av för med till den har de inte om kan från eller vid också men efter ska när man sig vara så "
     "där under du",
     "åäö"},
    {"da", SCRIPT_LATIN,
     "og at det er en et den til på for som af med de der ikke har kan om fra eller ved også men blev efter skal hvis når man "
     "sig være mere bliver du",
     "æøå"},
    {"no", SCRIPT_LATIN,
     "og å det er en et den til på for som av med de ikke har kan om fra eller ved også men ble etter skal hvis når man seg være "
     "mer blir du",
     "æøå"},
    {"nn", SCRIPT_LATIN,
     "og å det er ein eit den til på for som av med dei ikkje har kan om frå eller ved også men vart etter skal viss når seg "
     "vere meir blir du",
     "æøå"},
    {"is", SCRIPT_LATIN, "og að í á er sem við til um en ekki með fyrir það af eru var hann eða því frá þegar úr þess ef", "þð"},
    {"fr", SCRIPT_LATIN,
     "de la le et les des en un du une que est pour qui dans par plus pas au sur ne se ce il sont ou avec aux cette être vous "
     "comme ces peut si",
     "éçèàùœêâî"},
    {"it", SCRIPT_LATIN,
     "di e il la che in un per è del della non una con le si da dei al nel come gli più alla sono anche delle dell ai sul può "
     "quando",
     "èàìòù"},
    {"es", SCRIPT_LATIN,
     "de la que el en y los se del las un por con una para es lo al como más no su este entre ser son ha sobre también pero sus "
     "sin cuando puede si",
     "ñáíóú"},
    {"pt", SCRIPT_LATIN,
     "de o que e do da em um para com não uma seu sua você os no se na por mais as dos como ao das à ou ser são também pelo é "
     "pode "
     "quando",
     "ãõçáâêíóú"},
    {"gl", SCRIPT_LATIN,
     "de o que e do da un unha en para con non os no se na por máis as dos como ao das ou ser son tamén polo pero cando",
     "ñáíóú"},
    {"ca", SCRIPT_LATIN,
     "de la el que en les per del un amb una és els no es al ha si són com més dels aquest també què pot quan", "çèàïòíóú"},
    {"ro", SCRIPT_LATIN, "de și în la cu un pe nu este se mai din care că sau pentru ce fi sunt prin al după cele poate ale ca",
     "ăâîșțşţ"},
    {"fi", SCRIPT_LATIN,
     "ja on ei että se oli mutta ovat kun niin myös tai sen joka kuin voi jos ole sekä mukaan tämä jotka vain olla kanssa "
     "jälkeen ennen sitä mitä voit",
     "äö"},
    {"et", SCRIPT_LATIN,
     "ja on ei see et ka mis kui oma aga või ning kes oli ta selle nii seda ole pärast saab võib enne siis need", "õäöü"},
    {"hu", SCRIPT_LATIN,
     "az és hogy nem is egy van ez azt meg ha vagy de csak már mint volt lehet kell szerint még után között minden ezt amely "
     "pedig ami ki",
     "őűáíóöúü"},
    {"tr", SCRIPT_LATIN,
     "ve bir bu için ile da de olarak çok en daha olan gibi sonra kadar ne ya veya her ancak var değil ise olduğu tarafından "
     "göre nasıl",
     "ığşçöü"},
    {"lt", SCRIPT_LATIN,
     "ir yra kad į su iš ne tai kaip bei ar bet jis nuo apie per dėl po už prie buvo taip pat gali tik arba jei kai šio",
     "ąčęėįšųūž"},
    {"lv", SCRIPT_LATIN, "un ir ar no par kā uz pie ka tas vai bet pēc līdz tiek var ja arī to lai nav būt kas šo pirms",
     "āčēģīķļņšūž"},
    {"pl", SCRIPT_LATIN,
     "na się nie do to jest że od po jak za przez dla są oraz lub może tym ich być tylko który jego przy jeśli aby ze jako",
     "ąćęłńśźż"},
    {"cs", SCRIPT_LATIN,
     "se na je že do to jsou pro jako nebo při které ale by po od být může který také už jeho aby když jak tak však jejich podle "
     "pokud",
     "ěřůčšžý"},
    {"sk", SCRIPT_LATIN,
     "sa na je že do aj to sú pre ako alebo pri ktoré ale by po od byť môže ktorý tiež už jeho aby keď tak však ich podľa",
     "ľĺŕôčšžý"},
    {"sl", SCRIPT_LATIN, "in je na se za da so ki ne kot pa ali po tudi lahko od pri če bi ter biti kaj ob ni kako med več",
     "čšž"},
    {"hr", SCRIPT_LATIN,
     "je na se za su od da kao koji ili ne što može iz te biti prije nakon također samo kako nije po gdje tko uvijek tijekom "
     "ovdje ima više još kada ovo",
     "čćđšž"},
    {"sr", SCRIPT_LATIN,
     "je na se za su od da sa kao koji ili ne što može iz te biti pre nakon takođe samo kako nije po gde ko uvek tokom ovde ima "
     "više još kada ovo",
     "čćđšž"},
    {"ga", SCRIPT_LATIN, "an na agus ar is go le do sé ag ní bhí leis seo sin atá ach nó ó tá bhfuil mar chun don den níos faoi",
     ""},
    {"eu", SCRIPT_LATIN,
     "eta da ez du bat dira zuen izan egin dute baina edo hau beste den ere dago dela zen honek bere baino behar arte duen", ""},
    {"id", SCRIPT_LATIN,
     "yang dan di untuk dengan dari pada ini dalam tidak adalah itu akan atau oleh juga ke dapat bisa saat telah lebih karena "
     "anda",
     ""},
    {"vi", SCRIPT_LATIN, "và của là có trong cho không được các với một người những để này khi đã về từ hoặc như", "ơưđạếệộ"},
    {"el", SCRIPT_GREEK, "", ""},
    {"ru", SCRIPT_CYRILLIC, "и в на с не что по для как из к от или при это о за до так но его также то может если быть после",
     "ыэё"},
    {"uk", SCRIPT_CYRILLIC, "і в на з не що для як до та у від або при це за є але також то може якщо бути був після його",
     "іїєґ"},
    {"be", SCRIPT_CYRILLIC, "і ў на з не што для як да у ад або пры гэта за але таксама каб ён быць", "ўі"},
    {"bg", SCRIPT_CYRILLIC, "и в на с не че за да от по се или при това са до но също то може ако как бъде след който е към", ""},
    {"mk", SCRIPT_CYRILLIC, "и во на се за од да со како или не што може е ги тоа кои по при која", "ѓќѕј"},
    {"sr", SCRIPT_CYRILLIC,
     "и у је на се за су од да са као који или не што може из те бити пре након такође само како није по где ће сте ваш",
     "ђјљњћџ"},
    {"hy", SCRIPT_ARMENIAN, "", ""},
    {"he", SCRIPT_HEBREW, "של את על לא הוא היא זה עם או כי אם גם יש אל כל", ""},
    {"yi", SCRIPT_HEBREW, "און פון די איז אין צו מיט דער אויף נישט זיך האט דאס אז ווי אויך א זיי", "װױײ"},
    {"ar", SCRIPT_ARABIC, "في من على إلى أن التي هذا هذه مع هو عن ما لا كان أو بعد ذلك قد كل بين", "يكة"},
    {"fa", SCRIPT_ARABIC, "و در به از که این را با است برای آن یک می تا های بر یا نیز شود", "پچژگ"},
    {"ur", SCRIPT_ARABIC, "کے میں کی ہے اور سے کا کو اس نے پر ہیں یہ کہ ہو", "ٹڈڑےںہ"},
    {"hi", SCRIPT_DEVANAGARI, "के में की है और से का को पर यह हैं ने नहीं भी लिए एक इस कि या", ""},
    {"ne", SCRIPT_DEVANAGARI, "र को छ मा ले पनि गर्न हुन्छ लागि यो गर्ने भएको वा छन् तथा बाट", ""},
    {"mr", SCRIPT_DEVANAGARI, "आहे आणि व च्या या हे ते आहेत मध्ये ही नाही करण्यासाठी किंवा तर करा", "ळ"},
    {"bn", SCRIPT_BENGALI, "", ""},
    {"ta", SCRIPT_TAMIL, "", ""},
    {"th", SCRIPT_THAI, "", ""},
    {"lo", SCRIPT_LAO, "", ""},
    {"my", SCRIPT_BURMESE, "", ""},
    {"ka", SCRIPT_GEORGIAN, "", ""},
    {"km", SCRIPT_KHMER, "", ""},
    {"ko", SCRIPT_HANGUL, "", ""},
    {"ja", SCRIPT_KANA, "", ""},
    {"zh", SCRIPT_HAN, "", ""},
};

_Static_assert(COUNT_OF(tongues) <= TONGUES_MAX, "a word's languages are bits of one number");

const struct tongue *tongue_list(size_t *count) {
  *count = COUNT_OF(tongues);
  return tongues;
}
