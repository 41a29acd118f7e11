package triage

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// TestHeadlines holds hand-made messages, terse and long: what their title must hold, and what
// it must leave out.
func TestHeadlines(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ text, want, not string }{
		{"I ordered on the 3rd, you promised Friday, it is now Tuesday and nobody answers. My parcel never came. I need it for my daughter's wedding on Saturday. I want my money back. Order A-1009.",
			"I need it for my daughter's wedding on Saturday.", "money back"},
		{"Hello,\nmy cot arrived with two screws missing. The baby is due on Monday. Please send the screws.\nBest, Ana", "The baby is due on Monday.", "Please"},
		{"Refund me. The tent leaked on the first night and we slept in the car with two kids.", "we slept in the car with two kids", "Refund"},
		{"Dear Sir or Madam,\nI have written to you four times since March. Nobody has answered. I want a reply.\nYours faithfully,\nJ. Brandt", "Nobody has answered.", "Dear"},
		{"where is my food", "where is my food", ""},
		{"lol thanks for the cold pizza @slices", "cold pizza", ""},
		{"3 hrs on hold. THREE. my mum is in hospital and i just need her policy number", "my mum is in hospital", ""},
		{"Hi team! Your driver laughed at my son's stammer. He will not get on the bus any more. Order 5521.", "He will not get on the bus any more.", "5521"},
		{"Order 88123.\nThe dress is two sizes too small.\nMy graduation is tomorrow.", "My graduation is tomorrow.", "88123"},
		{"You charged me twice. I am a pensioner and cannot buy food until Friday. Give me my money back now.", "cannot buy food until Friday", "Give me"},
		{"> We are sorry to hear that.\n> Kind regards\nIt is still broken. I have no heating and a newborn.", "I have no heating and a newborn.", "sorry to hear"},
		{"Good morning. I booked a quiet room for our anniversary. We were put above the bar and did not sleep. Can you explain?", "our anniversary", "Can you"},
		{"app down again", "app down again", ""},
		{"The lamp is dead on arrival. Send a new one.", "The lamp is dead on arrival.", "Send"},
		{"Please cancel my account. You raised the price by half without a word.", "You raised the price by half without a word.", "cancel"},
		{"I'd like a refund. I'd like an apology. The waiter called my wife fat in front of our friends.", "called my wife fat", "refund"},
		{"My late father's watch came back from you scratched. It is all I have of him.", "My late father's watch came back from you scratched.", ""},
		{"Booking ref X7K2PQ. Flight cancelled at midnight. We slept on the floor with a toddler.", "We slept on the floor with a toddler.", "X7K2PQ"},
		{"no gas since sunday. 2 kids. its freezing. fix it", "no gas since sunday.", "fix it"},
		{"To whom it may concern\n\nThe carpet you laid is already coming up and my mother fell over it.\n\nRegards\nT. Okafor", "my mother fell over it", "Regards"},
		{"You told me Tuesday. Then Thursday. It is Monday and I am still waiting with half a roof.", "still waiting with half a roof", ""},
		{"I'm going to call my lawyer! You lost the ashes of my dog and nobody has even said sorry.", "You lost the ashes of my dog", "lawyer"},
		{"worst service ever. engineer came, shrugged, left. still no internet and i work from home", "still no internet and i work from home", ""},
		{"We had looked forward to this for a year. The show was cancelled an hour before, and nobody told us until we stood at the door.", "nobody told us until we stood at the door", ""},
		{"Thank you for your mail. It does not answer my question. My account is still locked and my rent is due tomorrow.", "my rent is due tomorrow", "Thank you"},
		{"The yoghurt had glass in it. My lip is cut.", "The yoghurt had glass in it. My lip is cut.", ""},
		{"Half the shopping missing again, no nappies, no milk. Third week running. Sort it out.", "no nappies, no milk", "Sort it"},
		{"You idiots! You sent my new address to my ex husband. I am afraid to go home.", "You sent my new address to my ex husband. I am afraid to go home.", "idiots"},
		{"Hi, quick one: the blue mug in my parcel is chipped. Not the end of the world, but it was a gift. Could you replace it? Thanks, Jo", "the blue mug in my parcel is chipped", "Thanks"},
		{"I paid on the 2nd. You fined me on the 9th. I have the receipt. Cancel the fine.", "You fined me on the 9th.", "Cancel"},
		{"A man of yours was to come between 8 and 12. I took unpaid leave. He never turned up and your line just rings.", "He never turned up and your line just rings.", ""},
		{"we r stood outside the hotel with our bags & they say no room. its 1am", "no room", ""},
		{"I will post this everywhere. My suitcase has been lost for nine days and I start a new job in borrowed shoes.", "My suitcase has been lost for nine days", "post this"},
		{"Why? Why is it so hard to answer a letter? My husband died in May and you still write to him.", "My husband died in May and you still write to him.", ""},
		{"Return my deposit.\nThe flat was spotless, you have had the keys for two months, and I cannot pay my new rent.", "I cannot pay my new rent", "Return my deposit"},
		{"steak raw, chips cold, 70 quid, never again", "steak raw, chips cold", ""},
		{"My complaint number is 4471. The repair you made has failed for the third time. I no longer trust the brakes with my children in the car.", "I no longer trust the brakes with my children in the car.", "4471"},
		{"I am a carer for my brother, who is blind. Your new app cannot be read by his phone. He can no longer bank on his own.", "Your new app cannot be read by his phone.", ""},
		{"still nothing. day 12. my birthday came and went\n\nSent from my phone", "my birthday came and went", "Sent from"},
		{"On 4 May I ordered a table. On 11 May you wrote that it would take a while. We have eaten our dinner on the floor since we moved in. Please deliver it.",
			"We have eaten our dinner on the floor since we moved in.", "Please"},
	} {
		t.Run(tt.want, func(t *testing.T) {
			t.Parallel()
			got := Read(Input{Text: tt.text}).Headline
			if !strings.Contains(got, tt.want) || tt.not != "" && strings.Contains(got, tt.not) {
				t.Errorf("title %q, must hold %q and not %q", got, tt.want, tt.not)
			}
			if n := utf8.RuneCountInString(got); n > longestHeadline {
				t.Errorf("title of %d letters", n)
			}
		})
	}
}
